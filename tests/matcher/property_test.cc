// What must hold for any pair, whatever the vocabulary says.
#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "matcher/match.h"
#include "matcher/prepared.h"
#include "tests/matcher/generate.h"

namespace setara::testing {
namespace {

constexpr uint64_t kSeed = 4711;
constexpr int kCases = 20'000;

MatchOptions Options(Direction direction) {
  return {.direction = direction,
          .on = GeneratedDay(),
          .what_if = {},
          .weights = DefaultWeights(direction)};
}

TEST(Property, OfferingMoreNeverWorsensATier) {
  Random random(kSeed);
  int improved = 0;
  for (int i = 0; i < kCases; ++i) {
    const SeekerFacts seeker = MakeSeekerFacts(GenerateSeeker(kSeed, i % 997));
    const Opening opening = GenerateOpening(kSeed, i);
    AccommodationSet more;
    for (int n = random.Between(1, 6); n > 0; --n) {
      more.insert(AccommodationId(random.Below(AccommodationId::kCount)));
    }
    Opening richer = opening;
    richer.offered = richer.offered | more;
    const Tier before = TierOf(seeker, MakeOpeningFacts(opening), {});
    const Tier offered = TierOf(seeker, MakeOpeningFacts(richer), {});
    const Tier what_if = TierOf(seeker, MakeOpeningFacts(opening), more);
    ASSERT_LE(offered, before) << "case " << i;
    ASSERT_EQ(offered, what_if) << "case " << i;
    improved += offered < before;
  }
  EXPECT_GT(improved, 100);
}

TEST(Property, RaisingACapacityNeverWorsensATier) {
  Random random(kSeed + 1);
  int improved = 0;
  for (int i = 0; i < kCases; ++i) {
    Seeker seeker = GenerateSeeker(kSeed, i % 997);
    if (seeker.capacities.empty()) continue;
    const OpeningFacts opening = MakeOpeningFacts(GenerateOpening(kSeed, i));
    const Tier before = TierOf(MakeSeekerFacts(seeker), opening, {});
    for (int n = random.Between(1, 4); n > 0; --n) {
      Capacity& capacity = seeker.capacities[static_cast<size_t>(
          random.Below(static_cast<int>(seeker.capacities.size())))];
      capacity.usual = random.Between(capacity.usual, 4);
    }
    const Tier after = TierOf(MakeSeekerFacts(seeker), opening, {});
    ASSERT_LE(after, before) << "case " << i;
    improved += after < before;
  }
  EXPECT_GT(improved, 100);
}

// Everything that must not count, changed at once.
Seeker WithAnotherIdentity(Seeker seeker, Random& random) {
  seeker.identity.full_name = "Nama Lain";
  seeker.identity.nik = "3372015506900001";
  seeker.identity.kpj = "12345678901";
  seeker.identity.phone = "+62811000000";
  seeker.identity.email = "lain@example.org";
  seeker.identity.address = "Jalan Lain 1";
  seeker.identity.sex = seeker.identity.sex == Sex::kFemale ? Sex::kMale : Sex::kFemale;
  seeker.ragam.physical = !seeker.ragam.physical;
  seeker.ragam.intellectual = !seeker.ragam.intellectual;
  seeker.ragam.mental = !seeker.ragam.mental;
  seeker.ragam.sensory = !seeker.ragam.sensory;
  seeker.ragam.sub_kind = "lain";
  seeker.segment = static_cast<BpjsSegment>(random.Below(6));
  // Above every minimum that openings ask.
  seeker.identity.birth_date = *MakeDate(random.Between(1960, 1999), random.Between(1, 12), 3);
  return seeker;
}

TEST(Property, RagamSexNameAndAgeAboveAMinimumChangeNothing) {
  Random random(kSeed + 2);
  std::vector<OpeningFacts> openings;
  for (const Opening& opening : GenerateOpenings(kSeed, 200)) {
    openings.push_back(MakeOpeningFacts(opening));
  }
  for (int i = 0; i < 300; ++i) {
    Seeker seeker = GenerateSeeker(kSeed, i);
    seeker.identity.birth_date = *MakeDate(1990, 5, 5);
    const SeekerFacts before = MakeSeekerFacts(seeker);
    SeekerFacts after = MakeSeekerFacts(WithAnotherIdentity(seeker, random));
    for (Direction direction : {Direction::kOpeningsForSeeker, Direction::kSeekersForOpening}) {
      const MatchOptions options = Options(direction);
      for (const OpeningFacts& opening : openings) {
        const Tier tier = TierOf(before, opening, {});
        ASSERT_EQ(TierOf(after, opening, {}), tier);
        ASSERT_EQ(FirstFailedCondition(after, opening, options),
                  FirstFailedCondition(before, opening, options));
        ASSERT_EQ(Score(after, opening, tier, options).points,
                  Score(before, opening, tier, options).points);
      }
    }
    // But for the birth date the facts are the same, byte for byte.
    after.birth_date = before.birth_date;
    ASSERT_EQ(std::memcmp(&before, &after, sizeof(SeekerFacts)), 0) << "person " << i;
  }
}

TEST(Property, TheSameRecordGivesTheSameBytes) {
  for (int i = 0; i < 200; ++i) {
    const Opening opening = GenerateOpening(kSeed, i);
    const OpeningFacts a = MakeOpeningFacts(opening), b = MakeOpeningFacts(opening);
    ASSERT_EQ(std::memcmp(&a, &b, sizeof(OpeningFacts)), 0);
  }
}

}  // namespace
}  // namespace setara::testing
