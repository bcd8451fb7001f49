// FillShortfall against a program that looks at every pair, on generated people and openings.
#include <algorithm>
#include <map>
#include <set>

#include "matcher/vocabulary/vocabulary.h"
#include "server/store/openings.h"
#include "server/store/seekers.h"
#include "tests/e2e/test_server.h"
#include "tests/matcher/generate.h"
#include "tests/matcher/slow_assignment.h"
#include "tests/matcher/slow_match.h"

namespace setara {
namespace {

constexpr uint64_t kSeed = 71;
constexpr int kPeople = 240;
constexpr int kOpenings = 40;
constexpr int kEmployers = 4;

using testing::SlowAssignment;
using testing::SlowOpening;

class ShortfallExactness : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new TestServer();
    for (int i = 0; i < kEmployers; ++i) AddEmployer(i);
    server_->Stop();
    Load();
    server_->Start();
    const v1::ConsistencyToken latest = server_->Info().records_at();
    token_ = latest.epoch() + ":" + std::to_string(latest.sequence());
  }
  static void TearDownTestSuite() {
    delete server_;
    server_ = nullptr;
  }

  // Heads such that the employers are short by 2, 3, 4, 5.
  static void AddEmployer(int i) {
    const std::string name =
        server_
            ->CreateEmployer("display_name: 'PT " + std::to_string(i) +
                             "' kind: EMPLOYER_KIND_PRIVATE seat_region_code: '33.72'")
            .name();
    employers_.push_back(name);
    v1::HeadcountReport stored;
    ASSERT_THAT(
        server_->Call(&Employers::RecordHeadcount,
                      Text<v1::RecordHeadcountRequest>(
                          "employer: '" + name +
                          "' report { valid_from { year: 2025 month: 1 day: 1 } workers: " +
                          std::to_string(200 + 100 * i) + " workers_with_disabilities: 0 }"),
                      &stored),
        IsOk());
  }

  static void Load() {
    std::unique_ptr<Store> store = OpenStore(server_->directory(), server_->clock());
    testing::Random random(kSeed);
    ASSERT_OK(store->Write([&](Connection& db) {
      for (Seeker& seeker : testing::GenerateSeekers(kSeed, kPeople)) {
        seeker.branch = random.Percent(70) ? TestServer::kBranch : "LAIN";
        absl::StatusOr<Seeker> stored = InsertSeeker(db, seeker, server_->clock().Now());
        if (!stored.ok()) return stored.status();
        people_.push_back(*std::move(stored));
      }
      for (Opening& opening : testing::GenerateOpenings(kSeed, kOpenings)) {
        opening.positions = random.Pick(std::vector<int>{1, 1, 2, 6, 40});
        opening.employer_id = employers_[static_cast<size_t>(random.Below(kEmployers))].substr(10);
        absl::StatusOr<Opening> stored = InsertOpening(db, opening, server_->clock().Now());
        if (!stored.ok()) return stored.status();
        openings_.push_back(*std::move(stored));
      }
      return absl::OkStatus();
    }));
  }

  // What the slow program works on: the people of the branch and the openings asked about.
  struct Slow {
    std::vector<const Opening*> openings;
    std::vector<int64_t> positions;
    std::vector<std::vector<int>> tiers;  // by person and opening; 0: cannot

    int64_t AtOnce(int most, const std::vector<bool>& counts = {}) const {
      return SlowAssignment(tiers.size(), positions, [&](size_t p, size_t o) {
        return tiers[p][o] > 0 && tiers[p][o] <= most && (counts.empty() || counts[o]);
      });
    }
  };
  static Slow Work(const std::set<std::string>& employers, bool branch, AccommodationSet with) {
    MatchOptions options{.direction = Direction::kSeekersForOpening,
                         .on = testing::GeneratedDay(),
                         .what_if = with,
                         .weights = DefaultWeights(Direction::kSeekersForOpening)};
    Slow slow;
    std::vector<SlowOpening> openings;
    for (const Opening& opening : openings_) {
      const bool open = opening.state == OpeningState::kOpen && opening.open_from <= options.on &&
                        (!opening.open_until || options.on < *opening.open_until);
      if (!open || opening.kind != WorkKind::kEmployment ||
          !employers.contains("employers/" + opening.employer_id)) {
        continue;
      }
      slow.openings.push_back(&opening);
      slow.positions.push_back(opening.positions);
      openings.emplace_back(opening);
    }
    for (const Seeker& person : people_) {
      slow.tiers.emplace_back();
      for (const SlowOpening& opening : openings) {
        const testing::SlowPair pair = SlowMatch(person, opening, options);
        const bool can = pair.failed == kConditions && pair.tier != Tier::kToDiscuss &&
                         (!branch || person.branch == TestServer::kBranch);
        slow.tiers.back().push_back(can ? static_cast<int>(pair.tier) : 0);
      }
    }
    return slow;
  }

  static v1::FillShortfallResponse Ask(const std::string& whom, AccommodationSet with,
                                       v1::Role role) {
    v1::FillShortfallRequest request = Text<v1::FillShortfallRequest>(
        whom + " page_size: 100 as_of { year: 2026 month: 6 day: 15 }");
    with.ForEach([&](AccommodationId id) { request.add_with_accommodations(ToString(id)); });
    TestServer::Options options;
    options.token = token_;
    options.role = role;
    v1::FillShortfallResponse response;
    EXPECT_THAT(server_->Call(&Shortfalls::FillShortfall, request, &response, options), IsOk());
    return response;
  }

  static void ExpectEqual(const v1::FillShortfallResponse& answer, const Slow& slow) {
    ASSERT_EQ(answer.openings(), static_cast<int64_t>(slow.openings.size()));
    for (int tier = 1; tier <= 3; ++tier) {
      const v1::FillTier& got = answer.tiers(tier - 1);
      ASSERT_EQ(got.at_once().exact(), slow.AtOnce(tier));
      ASSERT_LE(got.at_once().at_least(), got.at_once().exact());
    }
    for (const v1::EmployerFill& row : answer.employers()) {
      std::vector<bool> own;
      for (const Opening* opening : slow.openings) {
        own.push_back("employers/" + opening->employer_id == row.employer());
      }
      ASSERT_EQ(row.at_once().exact(), slow.AtOnce(3, own));
      ASSERT_EQ(row.closing().exact(), std::min(row.shortfall(), row.at_once().exact()));
    }
  }

  // Distinct people of the branch, each at an opening they can take, no opening above its
  // positions.
  static void ExpectAssignment(const v1::FillShortfallResponse& answer, const Slow& slow) {
    std::map<std::string, size_t> openings, people;
    for (size_t i = 0; i < slow.openings.size(); ++i) {
      openings["openings/" + slow.openings[i]->id] = i;
    }
    for (size_t i = 0; i < people_.size(); ++i) people["seekers/" + people_[i].id] = i;
    std::vector<int64_t> left = slow.positions;
    std::set<std::string> seen;
    for (const v1::FillProposal& proposal : answer.proposals()) {
      const size_t opening = openings.at(proposal.opening());
      const size_t person = people.at(proposal.match().seeker().name());
      ASSERT_EQ(slow.tiers[person][opening], static_cast<int>(proposal.match().tier()));
      ASSERT_NE(slow.tiers[person][opening], 0);
      ASSERT_GE(--left[opening], 0);
      ASSERT_TRUE(seen.insert(proposal.match().seeker().name()).second);
    }
    ASSERT_EQ(static_cast<int64_t>(seen.size()), std::min<int64_t>(100, slow.AtOnce(3)));
  }

  static AccommodationSet WhatIf(int index) {
    testing::Random random(static_cast<uint64_t>(index) + 7);
    AccommodationSet with;
    for (int i = 0; i < index % 3; ++i) with.insert(AccommodationId(random.Below(60)));
    return with & Vocabulary::Get().WorkPhase();
  }

  static inline TestServer* server_ = nullptr;
  static inline std::string token_;
  static inline std::vector<std::string> employers_;
  static inline std::vector<Seeker> people_;
  static inline std::vector<Opening> openings_;
};

TEST_F(ShortfallExactness, FiguresAndPeopleEqualThoseOfEveryPair) {
  int64_t raised = 0;
  for (int round = 0; round < 15; ++round) {
    SCOPED_TRACE(round);
    const bool region = round % (kEmployers + 1) == kEmployers;
    const std::string whom =
        region ? "region_code: '33'"
               : "employer: '" + employers_[static_cast<size_t>(round % (kEmployers + 1))] + "'";
    std::set<std::string> employers(employers_.begin(), employers_.end());
    if (!region) employers = {employers_[static_cast<size_t>(round % (kEmployers + 1))]};
    const AccommodationSet with = WhatIf(round);
    const v1::FillShortfallResponse answer = Ask(whom, with, v1::ROLE_COUNSELOR);
    const Slow slow = Work(employers, true, with);
    ExpectEqual(answer, slow);
    ExpectAssignment(answer, slow);
    if (HasFatalFailure()) return;
    std::map<std::string, int64_t> rises;
    for (const auto& rise : answer.accommodations()) rises[rise.accommodation()] = rise.rise();
    (Vocabulary::Get().WorkPhase() - with).ForEach([&](AccommodationId id) {
      if ((id.index() + round) % 7 != 0 && id != AccommodationId(27)) return;
      AccommodationSet more = with;
      more.insert(id);
      const int64_t rise = Work(employers, true, more).AtOnce(2) - slow.AtOnce(2);
      ASSERT_EQ(rises[ToString(id)], rise) << ToString(id);
      raised += rise > 0;
    });
  }
  EXPECT_GT(raised, 10);
}

TEST_F(ShortfallExactness, OfficersSeeTheSamePeopleOfAllBranchesRoundedDown) {
  for (int round = 0; round <= kEmployers; ++round) {
    SCOPED_TRACE(round);
    const bool region = round == kEmployers;
    std::set<std::string> employers(employers_.begin(), employers_.end());
    if (!region) employers = {employers_[static_cast<size_t>(round)]};
    const v1::FillShortfallResponse answer =
        Ask(region ? "region_code: '33.72'" : "employer: '" + *employers.begin() + "'", {},
            v1::ROLE_COMPLIANCE_OFFICER);
    const Slow slow = Work(employers, false, {});
    for (int tier = 1; tier <= 3; ++tier) {
      const v1::PeopleCount& shown = answer.tiers(tier - 1).at_once();
      ASSERT_FALSE(shown.has_exact());
      ASSERT_EQ(shown.at_least() % 5, 0);
      ASSERT_LE(shown.at_least(), slow.AtOnce(tier));
    }
    ASSERT_EQ(answer.proposals_size(), 0);
  }
}

}  // namespace
}  // namespace setara
