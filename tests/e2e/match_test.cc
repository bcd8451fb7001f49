// Matching over gRPC: the counselor's journey, what may never be disclosed, and every answer
// against the program that looks at every pair.
#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <set>

#include "matcher/vocabulary/vocabulary.h"
#include "server/store/openings.h"
#include "server/store/seekers.h"
#include "tests/e2e/test_server.h"
#include "tests/matcher/generate.h"
#include "tests/matcher/slow_match.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kConsent[] = "matching_consent { valid_from { year: 2025 month: 1 day: 1 } } ";

class MatchTest : public ::testing::Test {
 protected:
  // Someone who follows speech at level 1 and reads.
  v1::Seeker CreatePerson(const std::string& more = kConsent) {
    return server_.CreateSeeker(
        "identity { full_name: 'Dewi' birth_date { year: 1990 month: 1 day: 1 } } region_code: "
        "'33.72' "
        "capacities { function: 'F04' usual_level: 1 } communication { modes: 'M05' } " +
        more);
  }
  // Needs following speech 3 for a named task.
  v1::Opening CreateWork(const std::string& title, const std::string& more) {
    return server_.CreateOpening(
        "region_code: '33.72' title: '" + title +
        "' demands { function: 'F04' level: 3 task: 'menerima pesanan' } " + more);
  }
  grpc::Status Match(const v1::Seeker& seeker, const std::string& rest,
                     v1::MatchOpeningsResponse* response) {
    return server_.Call(&Matches::MatchOpenings,
                        Text<v1::MatchOpeningsRequest>("seeker: '" + seeker.name() + "' " + rest),
                        response, {server_.token()});
  }
  v1::MatchOpeningsResponse Match(const v1::Seeker& seeker, const std::string& rest = "") {
    v1::MatchOpeningsResponse response;
    EXPECT_THAT(Match(seeker, rest, &response), IsOk());
    return response;
  }
  v1::MatchTier TierOf(const v1::MatchOpeningsResponse& list, const std::string& title) {
    for (const v1::OpeningMatch& match : list.matches()) {
      if (match.opening().title() == title) return match.tier();
    }
    return v1::MATCH_TIER_UNSPECIFIED;
  }

  TestServer server_;
};

TEST_F(MatchTest, OfferedCaptionsCloseTheGapAndTheSentenceSaysSo) {
  v1::Seeker person = CreatePerson();
  v1::Opening offered = CreateWork("Kasir dengan teks", "accommodations_offered: 'A02'");
  v1::Opening plain = CreateWork("Kasir biasa", "");
  v1::MatchOpeningsResponse list = Match(person, "count_tiers: true rank_unlocks: true");
  EXPECT_EQ(TierOf(list, "Kasir dengan teks"), v1::MATCH_TIER_FITS_WITH_OFFERED);
  EXPECT_EQ(TierOf(list, "Kasir biasa"), v1::MATCH_TIER_FITS_IF_PROVIDED);
  ASSERT_THAT(list.tier_counts(), SizeIs(4));
  EXPECT_EQ(list.tier_counts(1).count(), 1);
  EXPECT_EQ(list.tier_counts(2).count(), 1);
  ASSERT_THAT(list.unlocks(), ::testing::Not(IsEmpty()));
  EXPECT_EQ(list.unlocks(0).gained(), 1);

  v1::MatchOpeningsResponse tried = Match(person, "with_accommodations: 'A02'");
  EXPECT_EQ(TierOf(tried, "Kasir biasa"), v1::MATCH_TIER_FITS_WITH_OFFERED);

  v1::ExplainMatchRequest request;
  request.set_seeker(person.name());
  request.set_opening(offered.name());
  request.set_language(v1::LANGUAGE_ENGLISH);
  v1::MatchExplanation why;
  ASSERT_THAT(server_.Call(&Matches::ExplainMatch, request, &why), IsOk());
  EXPECT_EQ(why.tier(), v1::MATCH_TIER_FITS_WITH_OFFERED);
  auto reason = std::find_if(why.functions().begin(), why.functions().end(),
                             [](const auto& f) { return f.function() == "F04"; });
  ASSERT_NE(reason, why.functions().end());
  EXPECT_EQ(reason->demand_level(), 3);
  EXPECT_EQ(reason->capacity_level(), 1);
  EXPECT_EQ(reason->verdict(), v1::MATCH_VERDICT_MET_WITH_OFFERED);
  EXPECT_THAT(reason->closed_by(), ElementsAre("A02"));
  EXPECT_THAT(reason->sentence(), HasSubstr("following speech"));
  EXPECT_THAT(reason->sentence(), HasSubstr("caption"));
  EXPECT_THAT(why.conditions(), SizeIs(kConditions));
  request.set_language(v1::LANGUAGE_INDONESIAN);
  v1::MatchExplanation alasan;
  ASSERT_THAT(server_.Call(&Matches::ExplainMatch, request, &alasan), IsOk());
  EXPECT_THAT(alasan.functions(0).sentence(), HasSubstr("menangkap pesan lisan"));
}

TEST_F(MatchTest, WhatIfTakesOnlyWorkAccommodations) {
  v1::Seeker person = CreatePerson();
  v1::MatchOpeningsResponse list;
  EXPECT_THAT(Match(person, "with_accommodations: 'A02' with_accommodations: 'A61'", &list),
              IsBadField("with_accommodations[1]"));
  const AccommodationSet other = AccommodationSet((uint64_t{1} << AccommodationId::kCount) - 1) -
                                 Vocabulary::Get().WorkPhase();
  ASSERT_FALSE(other.empty());
  std::string first;
  other.ForEach([&](AccommodationId id) {
    if (first.empty()) first = ToString(id);
  });
  EXPECT_THAT(Match(person, "with_accommodations: '" + first + "'", &list),
              IsBadField("with_accommodations"));
}

TEST_F(MatchTest, WithoutConsentNobodyIsMatched) {
  v1::Opening opening = CreateWork("Kasir", "");
  v1::MatchOpeningsResponse list;
  for (const char* state :
       {"", "matching_consent { valid_from { year: 2099 month: 1 day: 1 } }",
        "matching_consent { valid_from { year: 2020 month: 1 day: 1 } "
        "valid_until { year: 2021 month: 1 day: 1 } }",
        "matching_consent { valid_from { year: 2020 month: 1 day: 1 } } not_seeking: true"}) {
    SCOPED_TRACE(state);
    v1::Seeker person = CreatePerson(state);
    EXPECT_THAT(Match(person, "", &list),
                IsError(StatusCode::FAILED_PRECONDITION, "MATCHING_CONSENT_MISSING"));
    v1::ExplainMatchRequest explain;
    explain.set_seeker(person.name());
    explain.set_opening(opening.name());
    v1::MatchExplanation why;
    EXPECT_THAT(server_.Call(&Matches::ExplainMatch, explain, &why),
                IsError(StatusCode::FAILED_PRECONDITION, "MATCHING_CONSENT_MISSING"));
  }
  v1::MatchSeekersRequest request;
  request.set_opening(opening.name());
  v1::MatchSeekersResponse people;
  ASSERT_THAT(server_.Call(&Matches::MatchSeekers, request, &people, {server_.token()}), IsOk());
  EXPECT_THAT(people.matches(), IsEmpty());
}

TEST_F(MatchTest, WithdrawnConsentAndClosedOpeningsTakeEffectAtOnce) {
  v1::Seeker person = CreatePerson();
  v1::Opening opening = CreateWork("Kasir", "");
  v1::MatchSeekersRequest request;
  request.set_opening(opening.name());
  v1::MatchSeekersResponse people;
  ASSERT_THAT(server_.Call(&Matches::MatchSeekers, request, &people, {server_.token()}), IsOk());
  EXPECT_THAT(people.matches(), SizeIs(1));
  // From here on without a token: the index need not have the change yet.
  v1::UpdateSeekerRequest withdraw;
  withdraw.mutable_seeker()->set_name(person.name());
  withdraw.mutable_update_mask()->add_paths("matching_consent");
  v1::Seeker updated;
  ASSERT_THAT(server_.Call(&Seekers::UpdateSeeker, withdraw, &updated), IsOk());
  ASSERT_THAT(server_.Call(&Matches::MatchSeekers, request, &people), IsOk());
  EXPECT_THAT(people.matches(), IsEmpty());

  v1::Seeker other = CreatePerson();
  EXPECT_THAT(Match(other).matches(), SizeIs(1));
  v1::CloseOpeningRequest close;
  close.set_name(opening.name());
  ASSERT_THAT(server_.Call(&Openings::CloseOpening, close, &opening), IsOk());
  v1::MatchOpeningsResponse list;
  ASSERT_THAT(server_.Call(&Matches::MatchOpenings,
                           Text<v1::MatchOpeningsRequest>("seeker: '" + other.name() + "'"), &list),
              IsOk());
  EXPECT_THAT(list.matches(), IsEmpty());
  EXPECT_THAT(server_.Call(&Matches::MatchSeekers, request, &people),
              IsError(StatusCode::FAILED_PRECONDITION, "OPENING_NOT_OPEN"));
}

TEST_F(MatchTest, PagesCoverAllOnceAndBelongToTheirRequest) {
  v1::Seeker person = CreatePerson();
  for (int i = 0; i < 7; ++i) CreateWork("Kasir", "");
  v1::MatchOpeningsRequest request;
  request.set_seeker(person.name());
  request.set_page_size(3);
  std::set<std::string> names;
  v1::MatchOpeningsResponse page;
  std::string first_token;
  do {
    request.set_page_token(page.next_page_token());
    ASSERT_THAT(server_.Call(&Matches::MatchOpenings, request, &page, {server_.token()}), IsOk());
    for (const auto& match : page.matches()) {
      EXPECT_TRUE(names.insert(match.opening().name()).second);
    }
    if (first_token.empty()) first_token = page.next_page_token();
  } while (!page.next_page_token().empty());
  EXPECT_THAT(names, SizeIs(7));
  request.set_page_token(first_token);
  request.add_with_accommodations("A02");
  EXPECT_THAT(server_.Call(&Matches::MatchOpenings, request, &page), IsBadField("page_token"));
}

// ---- every answer against every pair ----

constexpr uint64_t kSeed = 20260704;
constexpr int kSeekers = 300;
constexpr int kOpenings = 3000;
constexpr size_t kFirst = 20;

// What one answer says, from either side.
struct Listed {
  std::string name;
  int tier = 0;
  int32_t points = 0;
  bool operator==(const Listed&) const = default;
};
void PrintTo(const Listed& listed, std::ostream* out) {
  *out << listed.name << " tier " << listed.tier << " points " << listed.points;
}

class MatchExactness : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new TestServer;
    server_->clock().Set(testing::GeneratedDay() + std::chrono::hours(5));
    server_->Stop();
    Load();
    server_->Start();
    const v1::ConsistencyToken latest = server_->Info().records_at();
    token_ = latest.epoch() + ":" + std::to_string(latest.sequence());
    for (const Opening& opening : openings_) slow_openings_.emplace_back(opening);
  }
  static void TearDownTestSuite() {
    delete server_;
    server_ = nullptr;
  }

  static void Load() {
    std::unique_ptr<Store> store = OpenStore(server_->directory(), server_->clock());
    ASSERT_OK(store->Write([&](Connection& db) {
      for (Seeker& seeker : testing::GenerateSeekers(kSeed, kSeekers)) {
        seeker.branch = TestServer::kBranch;
        absl::StatusOr<Seeker> stored = InsertSeeker(db, seeker, server_->clock().Now());
        if (!stored.ok()) return stored.status();
        seekers_.push_back(*std::move(stored));
      }
      for (Opening& opening : testing::GenerateOpenings(kSeed, kOpenings)) {
        absl::StatusOr<Opening> stored = InsertOpening(db, opening, server_->clock().Now());
        if (!stored.ok()) return stored.status();
        openings_.push_back(*std::move(stored));
      }
      return absl::OkStatus();
    }));
    for (const Seeker& seeker : seekers_) names_[seeker.row] = "seekers/" + seeker.id;
    for (const Opening& opening : openings_) names_[opening.row] = "openings/" + opening.id;
  }

  // A different hypothetical offer for each asker; often none.
  static AccommodationSet WhatIf(int index) {
    testing::Random random(static_cast<uint64_t>(index));
    AccommodationSet what_if;
    for (int i = 0; i < index % 4; ++i) {
      what_if.insert(AccommodationId(random.Below(AccommodationId::kCount)));
    }
    return what_if & Vocabulary::Get().WorkPhase();
  }
  static MatchOptions Options(Direction direction, AccommodationSet what_if) {
    return {.direction = direction,
            .on = testing::GeneratedDay(),
            .what_if = what_if,
            .weights = DefaultWeights(direction)};
  }
  template <typename Request>
  static void Ask(AccommodationSet what_if, bool with_to_discuss, Request& request) {
    request.set_count_tiers(true);
    what_if.ForEach([&](AccommodationId id) { request.add_with_accommodations(ToString(id)); });
    if (!with_to_discuss) return;
    for (int tier = 1; tier <= 4; ++tier) request.add_tiers(static_cast<v1::MatchTier>(tier));
  }

  static const std::string& NameOf(const v1::OpeningMatch& match) { return match.opening().name(); }
  static const std::string& NameOf(const v1::SeekerMatch& match) { return match.seeker().name(); }

  template <typename Response>
  static void ExpectEqual(const Response& response, const testing::SlowAnswer& slow) {
    std::vector<Listed> listed, expected;
    for (const auto& match : response.matches()) {
      listed.push_back({NameOf(match), match.tier(), match.score()});
    }
    for (size_t i = 0; i < std::min(kFirst, slow.results.size()); ++i) {
      const testing::SlowResult& result = slow.results[i];
      expected.push_back({names_.at(result.row), static_cast<int>(result.tier), result.points});
    }
    ASSERT_EQ(listed, expected);
    ASSERT_EQ(response.next_page_token().empty(), slow.results.size() <= kFirst);
    std::array<int64_t, 5> by_tier{};
    for (const v1::TierCount& count : response.tier_counts()) by_tier[count.tier()] = count.count();
    ASSERT_EQ(by_tier, slow.by_tier);
    std::array<int64_t, kConditions> excluded{};
    for (const v1::ExclusionCount& count : response.exclusions()) {
      excluded[count.condition() - 1] = count.count();
    }
    ASSERT_EQ(excluded, slow.excluded);
  }

  static inline TestServer* server_ = nullptr;
  static inline std::string token_;
  static inline std::vector<Seeker> seekers_;
  static inline std::vector<Opening> openings_;
  static inline std::vector<testing::SlowOpening> slow_openings_;
  static inline std::map<int64_t, std::string> names_;
};

TEST_F(MatchExactness, OpeningsForEverySeekerEqualTheSlowAnswer) {
  int answered = 0;
  for (int s = 0; s < kSeekers; ++s) {
    SCOPED_TRACE("seeker " + std::to_string(s));
    const Seeker& seeker = seekers_[static_cast<size_t>(s)];
    const bool with_to_discuss = s % 5 == 0;
    v1::MatchOpeningsRequest request;
    request.set_seeker("seekers/" + seeker.id);
    Ask(WhatIf(s), with_to_discuss, request);
    v1::MatchOpeningsResponse response;
    grpc::Status status = server_->Call(&Matches::MatchOpenings, request, &response, {token_});
    const Date day = testing::GeneratedDay();
    if (!seeker.seeking || !seeker.matching_consent_from || day < *seeker.matching_consent_from ||
        (seeker.matching_consent_until && *seeker.matching_consent_until <= day)) {
      ASSERT_THAT(status, IsError(StatusCode::FAILED_PRECONDITION, "MATCHING_CONSENT_MISSING"));
      continue;
    }
    ASSERT_THAT(status, IsOk());
    ++answered;
    ExpectEqual(response, SlowOpeningsForSeeker(seeker, slow_openings_,
                                                Options(Direction::kOpeningsForSeeker, WhatIf(s)),
                                                with_to_discuss));
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(answered, kSeekers * 9 / 10);
}

TEST_F(MatchExactness, SeekersForEveryOpeningEqualTheSlowAnswer) {
  // Of people who never consented the index keeps nothing, not even to be counted as left out.
  std::vector<Seeker> consenting = seekers_;
  std::erase_if(consenting, [](const Seeker& seeker) { return !seeker.matching_consent_from; });
  int answered = 0;
  for (int o = 0; o < kOpenings; ++o) {
    SCOPED_TRACE("opening " + std::to_string(o));
    const Opening& opening = openings_[static_cast<size_t>(o)];
    const bool with_to_discuss = o % 5 == 0;
    v1::MatchSeekersRequest request;
    request.set_opening("openings/" + opening.id);
    Ask(WhatIf(o), with_to_discuss, request);
    v1::MatchSeekersResponse response;
    grpc::Status status = server_->Call(&Matches::MatchSeekers, request, &response, {token_});
    const Date day = testing::GeneratedDay();
    if (opening.state != OpeningState::kOpen || day < opening.open_from ||
        (opening.open_until && *opening.open_until <= day)) {
      ASSERT_THAT(status, IsError(StatusCode::FAILED_PRECONDITION, "OPENING_NOT_OPEN"));
      continue;
    }
    ASSERT_THAT(status, IsOk());
    ++answered;
    ExpectEqual(response, SlowSeekersForOpening(slow_openings_[static_cast<size_t>(o)], consenting,
                                                Options(Direction::kSeekersForOpening, WhatIf(o)),
                                                with_to_discuss));
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(answered, kOpenings * 8 / 10);
}

}  // namespace
}  // namespace setara
