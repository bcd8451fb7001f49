#include "server/store/openings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matcher/domain/errors.h"
#include "server/store/columns.h"
#include "tests/server/store/record_samples.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Field by field and apart from the store's own comparison, so that a column left out there shows.
void ExpectSame(const Opening& a, const Opening& b) {
  EXPECT_EQ(a.source, b.source);
  EXPECT_EQ(a.source_id, b.source_id);
  EXPECT_EQ(a.employer_id, b.employer_id);
  EXPECT_EQ(a.employer_name, b.employer_name);
  EXPECT_EQ(a.title, b.title);
  EXPECT_EQ(a.description, b.description);
  EXPECT_EQ(a.kind, b.kind);
  EXPECT_EQ(a.contract, b.contract);
  EXPECT_EQ(a.hours, b.hours);
  EXPECT_EQ(a.arrangement, b.arrangement);
  EXPECT_EQ(a.shift, b.shift);
  EXPECT_EQ(a.hours_per_week, b.hours_per_week);
  EXPECT_EQ(a.region_code, b.region_code);
  EXPECT_EQ(a.point, b.point);
  EXPECT_EQ(a.wage_min_idr_per_month, b.wage_min_idr_per_month);
  EXPECT_EQ(a.wage_max_idr_per_month, b.wage_max_idr_per_month);
  EXPECT_EQ(a.occupation_code, b.occupation_code);
  EXPECT_EQ(a.occupation_origin, b.occupation_origin);
  EXPECT_EQ(a.occupation_confidence, b.occupation_confidence);
  EXPECT_EQ(a.education, b.education);
  EXPECT_EQ(a.education_basis, b.education_basis);
  EXPECT_EQ(a.licences, b.licences);
  EXPECT_EQ(a.licence_basis, b.licence_basis);
  EXPECT_EQ(a.age_min, b.age_min);
  EXPECT_EQ(a.age_basis, b.age_basis);
  EXPECT_EQ(a.fields_of_study, b.fields_of_study);
  EXPECT_EQ(a.skills, b.skills);
  EXPECT_EQ(a.skill_words, b.skill_words);
  EXPECT_EQ(a.demands, b.demands);
  EXPECT_EQ(a.contexts, b.contexts);
  EXPECT_EQ(a.offered, b.offered);
  EXPECT_EQ(a.transport_offered, b.transport_offered);
  EXPECT_EQ(a.housing_offered, b.housing_offered);
  EXPECT_EQ(a.open_from, b.open_from);
  EXPECT_EQ(a.open_until, b.open_until);
  EXPECT_EQ(a.posted_on, b.posted_on);
  EXPECT_EQ(a.positions, b.positions);
  EXPECT_EQ(a.state, b.state);
  EXPECT_EQ(a.source_url, b.source_url);
}

class OpeningsTest : public ::testing::Test {
 protected:
  // Runs a write that gives a value.
  template <typename T>
  absl::StatusOr<T> Write(const std::function<absl::StatusOr<T>(Connection&, Instant)>& work) {
    absl::StatusOr<T> result = absl::InternalError("not run");
    auto token = store_->Write([&](Connection& db) {
      result = work(db, clock_.Now());
      return result.status();
    });
    EXPECT_EQ(token.status(), result.status());
    return result;
  }
  absl::StatusOr<Opening> Insert(const Opening& opening) {
    return Write<Opening>(
        [&](Connection& db, Instant now) { return InsertOpening(db, opening, now); });
  }
  absl::StatusOr<Upserted> Upsert(const Opening& opening) {
    return Write<Upserted>(
        [&](Connection& db, Instant now) { return UpsertOpening(db, opening, now); });
  }
  absl::StatusOr<Opening> Update(const Opening& opening, std::optional<int64_t> version) {
    return Write<Opening>(
        [&](Connection& db, Instant now) { return UpdateOpening(db, opening, version, now); });
  }
  absl::StatusOr<Opening> Get(const std::string& id) {
    absl::StatusOr<Opening> result = absl::InternalError("not run");
    auto read = [&](Connection& db) {
      result = GetOpening(db, id);
      return result.status();
    };
    EXPECT_EQ(store_->Read(read), result.status());
    return result;
  }
  std::vector<std::string> Titles(const OpeningFilter& filter, int64_t after, int limit) {
    std::vector<std::string> titles;
    EXPECT_OK(store_->Read([&](Connection& db) {
      absl::StatusOr<std::vector<Opening>> page = ListOpenings(db, filter, after, limit);
      if (!page.ok()) return page.status();
      for (const Opening& opening : *page) titles.push_back(opening.title);
      return absl::OkStatus();
    }));
    return titles;
  }
  absl::Status Execute(const std::string& sql) {
    return store_->Write([&](Connection& db) { return db.Execute(sql); }).status();
  }

  TempDir dir_;
  FixedClock clock_;
  std::unique_ptr<Store> store_ = OpenStore(dir_.path(), clock_);
};

TEST_F(OpeningsTest, AFullOpeningComesBackAsItWas) {
  Opening full = FullOpening();
  auto inserted = Insert(full);
  ASSERT_OK(inserted);
  EXPECT_EQ(inserted->version, 1);
  EXPECT_EQ(inserted->created_at, clock_.Now());
  EXPECT_EQ(inserted->updated_at, clock_.Now());
  auto read = Get(inserted->id);
  ASSERT_OK(read);
  ExpectSame(*read, full);
  EXPECT_EQ(read->row, inserted->row);
  EXPECT_EQ(read->id, inserted->id);
  EXPECT_EQ(read->version, 1);
  EXPECT_EQ(read->created_at, clock_.Now());
  auto plain = Insert(PlainOpening("Kurir"));
  ASSERT_OK(plain);
  ExpectSame(*Get(plain->id), PlainOpening("Kurir"));
}

TEST_F(OpeningsTest, RandomOpeningsComeBackAsTheyWere) {
  Dice dice(20260101);
  for (int i = 0; i < 200; ++i) {
    Opening opening = RandomOpening(dice);
    auto inserted = Insert(opening);
    ASSERT_OK(inserted);
    auto read = Get(inserted->id);
    ASSERT_OK(read);
    ExpectSame(*read, opening);
  }
}

TEST_F(OpeningsTest, ListsByCodeAreKeptInOrder) {
  Opening opening = PlainOpening("Kasir");
  opening.demands = {{FunctionId(5), 1, true, DemandOrigin::kAssumed, ""},
                     {FunctionId(2), 1, true, DemandOrigin::kAssumed, ""}};
  auto inserted = Insert(opening);
  ASSERT_OK(inserted);
  EXPECT_EQ(inserted->demands[0].function, FunctionId(2));
  EXPECT_EQ(Get(inserted->id)->demands, inserted->demands);
}

TEST_F(OpeningsTest, InvalidOpeningsAreNotStored) {
  absl::Status status = Insert(PlainOpening("")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(FieldViolations(status)[0].field, "title");
  EXPECT_EQ(store_->Latest().sequence, 0);
}

TEST_F(OpeningsTest, UpsertWritesOnlyWhatChanged) {
  Opening opening = FullOpening();
  auto first = Upsert(opening);
  ASSERT_OK(first);
  EXPECT_EQ(first->outcome, UpsertOutcome::kInserted);
  int64_t sequence = store_->Latest().sequence;
  clock_.Set(clock_.Now() + std::chrono::hours(1));
  auto again = Upsert(opening);
  ASSERT_OK(again);
  EXPECT_EQ(again->outcome, UpsertOutcome::kUnchanged);
  EXPECT_EQ(again->key.row, first->key.row);
  EXPECT_EQ(again->key.id, first->key.id);
  EXPECT_EQ(store_->Latest().sequence, sequence);
  EXPECT_EQ(Get(first->key.id)->version, 1);
  opening.demands[0].level = 2;
  auto changed = Upsert(opening);
  ASSERT_OK(changed);
  EXPECT_EQ(changed->outcome, UpsertOutcome::kUpdated);
  EXPECT_EQ(changed->key.id, first->key.id);
  EXPECT_EQ(store_->Latest().sequence, sequence + 1);
  auto read = Get(first->key.id);
  EXPECT_EQ(read->version, 2);
  EXPECT_EQ(read->demands[0].level, 2);
  EXPECT_EQ(read->updated_at - read->created_at, std::chrono::hours(1));
  EXPECT_EQ(Upsert(PlainOpening("tanpa kunci")).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(OpeningsTest, TheSourceKeyIsUnique) {
  ASSERT_OK(Insert(FullOpening()));
  EXPECT_EQ(Insert(FullOpening()).status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_OK(Insert(PlainOpening("satu")));
  EXPECT_OK(Insert(PlainOpening("dua")));  // no key, no conflict
}

TEST_F(OpeningsTest, UpdateChecksTheVersion) {
  auto opening = Insert(PlainOpening("satu"));
  ASSERT_OK(opening);
  opening->title = "dua";
  auto second = Update(*opening, 1);
  ASSERT_OK(second);
  EXPECT_EQ(second->version, 2);
  absl::Status stale = Update(*opening, 1).status();
  EXPECT_EQ(stale.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(Reason(stale), "ETAG_MISMATCH");
  EXPECT_EQ(Update(*opening, std::nullopt)->version, 3);
  opening->id = "01J00000000000000000000000";
  EXPECT_EQ(Update(*opening, std::nullopt).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(OpeningsTest, ADeletedOpeningLeavesItsChangeAndItsNumber) {
  auto opening = Insert(PlainOpening("satu"));
  ASSERT_OK(opening);
  auto remove = [&](std::optional<int64_t> version) {
    return store_->Write([&](Connection& db) { return DeleteOpening(db, opening->id, version); });
  };
  EXPECT_EQ(remove(7).status().code(), absl::StatusCode::kAborted);
  EXPECT_OK(remove(1));
  EXPECT_EQ(remove(std::nullopt).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Get(opening->id).status().code(), absl::StatusCode::kNotFound);
  EXPECT_OK(store_->Read([&](Connection& db) {
    auto batch = ReadChanges(db, 1, 10);
    EXPECT_OK(batch);
    EXPECT_EQ(batch->changes.size(), 1u);
    EXPECT_EQ(batch->changes[0].row, opening->row);
    std::vector<int64_t> rows = {opening->row};
    EXPECT_TRUE(GetOpeningsByRows(db, rows)->empty());
    return absl::OkStatus();
  }));
  auto next = Insert(PlainOpening("dua"));
  EXPECT_GT(next->row, opening->row);
  EXPECT_GT(next->id, opening->id);
}

TEST_F(OpeningsTest, ReadsByRowsInTheOrderAsked) {
  auto one = Insert(PlainOpening("satu")), two = Insert(PlainOpening("dua"));
  std::vector<std::string> titles;
  EXPECT_OK(store_->Read([&](Connection& db) {
    std::vector<int64_t> rows = {two->row, 999, one->row, two->row};
    auto openings = GetOpeningsByRows(db, rows);
    if (!openings.ok()) return openings.status();
    for (const Opening& opening : *openings) titles.push_back(opening.title);
    return absl::OkStatus();
  }));
  EXPECT_THAT(titles, ElementsAre("dua", "satu", "dua"));
}

TEST_F(OpeningsTest, ListsByFilterAndKey) {
  std::vector<int64_t> rows;
  auto add = [&](const char* title, const char* region, const char* employer, const char* source,
                 OpeningState state) {
    Opening opening = PlainOpening(title);
    opening.region_code = region;
    opening.employer_id = employer;
    opening.source = source;
    opening.source_id = *source ? title : "";
    opening.state = state;
    rows.push_back(Insert(opening)->row);
  };
  add("a", "33", "E1", "", OpeningState::kOpen);
  add("b", "33.72", "E1", "s", OpeningState::kClosed);
  add("c", "34.71", "E2", "s", OpeningState::kOpen);
  add("d", "33.01", "", "", OpeningState::kOpen);
  add("e", "", "E2", "t", OpeningState::kOpen);
  EXPECT_THAT(Titles({}, 0, 10), ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_THAT(Titles({}, 0, 2), ElementsAre("a", "b"));
  EXPECT_THAT(Titles({}, rows[1], 2), ElementsAre("c", "d"));
  EXPECT_THAT(Titles({.region_code = "33"}, 0, 10), ElementsAre("a", "b", "d"));
  EXPECT_THAT(Titles({.region_code = "33.72"}, 0, 10), ElementsAre("b"));
  EXPECT_THAT(Titles({.region_code = "3"}, 0, 10), ElementsAre());
  EXPECT_THAT(Titles({.employer_id = "E1"}, 0, 10), ElementsAre("a", "b"));
  EXPECT_THAT(Titles({.employer_id = "E1", .state = OpeningState::kOpen}, 0, 10), ElementsAre("a"));
  EXPECT_THAT(Titles({.source = "s"}, rows[1], 10), ElementsAre("c"));
  EXPECT_THAT(Titles({.region_code = "34", .source = "s"}, 0, 10), ElementsAre("c"));
}

TEST_F(OpeningsTest, UnreadableColumnsAreDataLossAndNameNoValue) {
  const std::vector<std::string> damages = {
      "demands = 'rahasia'",
      "demands = '{}'",
      "demands = '[1]'",
      "demands = '[{\"function\":\"F99\"}]'",
      "demands = '[{\"level\":1}]'",
      "demands = '[{\"function\":\"F01\",\"level\":9}]'",
      "demands = '[{\"function\":\"F01\",\"level\":1.5}]'",
      "demands = '[{\"function\":\"F01\",\"unheard\":1}]'",
      "demands = '[{\"function\":\"F01\",\"task\":7}]'",
      "demands = '[{\"function\":\"F01\",\"essential\":0}]'",
      "contexts = '[{\"context\":\"E11\"}]'",
      "contexts = '[{\"context\":\"E1\",\"origin\":9}]'",
      "skills = '[70000]'",
      "skills = '[-1]'",
      "skill_words = '[null]'",
      "licences = ''",
      "kind = 77",
      "state = -1",
      "positions = 99999999999",
      "offered = -1",
      "transport_offered = 2",
      "longitude_e6 = NULL",
  };
  for (const std::string& damage : damages) {
    Opening opening = FullOpening();
    opening.source_id = damage.substr(0, 60);
    auto inserted = Insert(opening);
    ASSERT_OK(inserted);
    ASSERT_OK(
        Execute("UPDATE openings SET " + damage + " WHERE row = " + std::to_string(inserted->row)));
    absl::Status status = Get(inserted->id).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << damage;
    EXPECT_THAT(std::string(status.message()), HasSubstr("openings: unreadable")) << damage;
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("rahasia")));
  }
}

}  // namespace
}  // namespace setara
