#include "server/store/seekers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matcher/domain/errors.h"
#include "tests/server/store/record_samples.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// What matching sees, field by field.
void ExpectSameMatching(const Seeker& a, const Seeker& b) {
  EXPECT_EQ(a.source, b.source);
  EXPECT_EQ(a.source_id, b.source_id);
  EXPECT_EQ(a.segment, b.segment);
  EXPECT_EQ(a.region_code, b.region_code);
  EXPECT_EQ(a.point, b.point);
  EXPECT_EQ(a.reach_km, b.reach_km);
  EXPECT_EQ(a.reach_is_hard, b.reach_is_hard);
  EXPECT_EQ(a.education, b.education);
  EXPECT_EQ(a.licences, b.licences);
  EXPECT_EQ(a.skills, b.skills);
  EXPECT_EQ(a.skill_words, b.skill_words);
  EXPECT_EQ(a.capacities, b.capacities);
  EXPECT_EQ(a.tolerances, b.tolerances);
  EXPECT_EQ(a.accommodations, b.accommodations);
  EXPECT_EQ(a.modes, b.modes);
  EXPECT_EQ(a.preferred_modes, b.preferred_modes);
  EXPECT_EQ(a.wishes, b.wishes);
  EXPECT_EQ(a.hours_per_week_max, b.hours_per_week_max);
  EXPECT_EQ(a.accepts_night_shift, b.accepts_night_shift);
  EXPECT_EQ(a.available_from, b.available_from);
  EXPECT_EQ(a.seeking, b.seeking);
  EXPECT_EQ(a.matching_consent_from, b.matching_consent_from);
  EXPECT_EQ(a.matching_consent_until, b.matching_consent_until);
}

void ExpectSame(const Seeker& a, const Seeker& b) {
  ExpectSameMatching(a, b);
  EXPECT_EQ(a.identity.full_name, b.identity.full_name);
  EXPECT_EQ(a.identity.nik, b.identity.nik);
  EXPECT_EQ(a.identity.kpj, b.identity.kpj);
  EXPECT_EQ(a.identity.phone, b.identity.phone);
  EXPECT_EQ(a.identity.email, b.identity.email);
  EXPECT_EQ(a.identity.birth_date, b.identity.birth_date);
  EXPECT_EQ(a.identity.sex, b.identity.sex);
  EXPECT_EQ(a.identity.address, b.identity.address);
  EXPECT_EQ(a.ragam, b.ragam);
}

class SeekersTest : public ::testing::Test {
 protected:
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
  absl::StatusOr<Seeker> Insert(const Seeker& seeker) {
    return Write<Seeker>(
        [&](Connection& db, Instant now) { return InsertSeeker(db, seeker, now); });
  }
  absl::StatusOr<Upserted> Upsert(const Seeker& seeker) {
    return Write<Upserted>(
        [&](Connection& db, Instant now) { return UpsertSeeker(db, seeker, now); });
  }
  template <typename T>
  T Read(const std::function<absl::StatusOr<T>(Connection&)>& work) {
    return ReadFrom(*store_, work);
  }
  Seeker Get(const std::string& id) {
    return Read<Seeker>([&](Connection& db) { return GetSeeker(db, id); });
  }
  int64_t Count(const std::string& table) {
    return Read<int64_t>([&](Connection& db) -> absl::StatusOr<int64_t> {
      auto query = db.Prepare("SELECT count(*) FROM " + table);
      if (!query.ok()) return query.status();
      auto row = query->Step();
      if (!row.ok()) return row.status();
      return query->Int(0);
    });
  }

  TempDir dir_;
  FixedClock clock_;
  std::unique_ptr<Store> store_ = OpenStore(dir_.path(), clock_);
};

TEST_F(SeekersTest, AFullSeekerComesBackAsItWas) {
  auto inserted = Insert(FullSeeker());
  ASSERT_OK(inserted);
  ExpectSame(Get(inserted->id), FullSeeker());
  EXPECT_EQ(Get(inserted->id).version, 1);
  auto plain = Insert(PlainSeeker("Budi"));
  ASSERT_OK(plain);
  ExpectSame(Get(plain->id), PlainSeeker("Budi"));
  EXPECT_EQ(Get(plain->id).licences, std::nullopt);
}

TEST_F(SeekersTest, RandomSeekersComeBackAsTheyWere) {
  Dice dice(20260102);
  for (int i = 0; i < 200; ++i) {
    Seeker seeker = RandomSeeker(dice);
    auto inserted = Insert(seeker);
    ASSERT_OK(inserted);
    ExpectSame(Get(inserted->id), seeker);
  }
}

TEST_F(SeekersTest, TheIndexSeesNoIdentityButYearAndNeighbourhoodAndNoRagam) {
  Seeker full = FullSeeker();
  full.point = GeoPoint{-7'565'001, 110'824'999};
  auto inserted = Insert(full);
  ASSERT_OK(inserted);
  std::vector<int64_t> rows = {inserted->row, 77};
  for (bool scan : {false, true}) {
    auto loaded = Read<std::vector<Seeker>>([&](Connection& db) {
      return scan ? ScanSeekersForIndex(db, 0, 10) : LoadSeekersForIndex(db, rows);
    });
    ASSERT_EQ(loaded.size(), 1u);
    EXPECT_EQ(loaded[0].id, inserted->id);
    Seeker expected = FullSeeker();
    expected.identity = PersonIdentity();
    expected.identity.birth_date = Day("1990-01-01");
    expected.point = GeoPoint{-7'570'000, 110'820'000};
    expected.ragam = Ragam();
    ExpectSame(loaded[0], expected);
    EXPECT_EQ(loaded[0].ragam, Ragam());
  }
}

TEST_F(SeekersTest, UpsertWritesOnlyWhatChanged) {
  Seeker seeker = FullSeeker();
  auto first = Upsert(seeker);
  ASSERT_OK(first);
  EXPECT_EQ(first->outcome, UpsertOutcome::kInserted);
  EXPECT_EQ(Upsert(seeker)->outcome, UpsertOutcome::kUnchanged);
  EXPECT_EQ(store_->Latest().sequence, 1);
  seeker.identity.phone = "0813";
  EXPECT_EQ(Upsert(seeker)->outcome, UpsertOutcome::kUpdated);
  seeker.ragam.mental = false;
  EXPECT_EQ(Upsert(seeker)->outcome, UpsertOutcome::kUpdated);
  seeker.wishes.pop_back();
  EXPECT_EQ(Upsert(seeker)->outcome, UpsertOutcome::kUpdated);
  EXPECT_EQ(store_->Latest().sequence, 4);
  ExpectSame(Get(first->key.id), seeker);
  EXPECT_EQ(Get(first->key.id).version, 4);
}

TEST_F(SeekersTest, UpdateChecksTheVersion) {
  auto seeker = Insert(PlainSeeker("Budi"));
  ASSERT_OK(seeker);
  auto update = [&](std::optional<int64_t> version) {
    return Write<Seeker>(
        [&](Connection& db, Instant now) { return UpdateSeeker(db, *seeker, version, now); });
  };
  seeker->identity.full_name = "Budi Santoso";
  EXPECT_EQ(update(1)->version, 2);
  EXPECT_EQ(Reason(update(1).status()), "ETAG_MISMATCH");
  EXPECT_EQ(Get(seeker->id).identity.full_name, "Budi Santoso");
}

TEST_F(SeekersTest, DeletingLeavesNothingOfThePerson) {
  auto seeker = Insert(FullSeeker());
  ASSERT_OK(seeker);
  EXPECT_OK(
      store_->Write([&](Connection& db) { return DeleteSeeker(db, seeker->id, std::nullopt); }));
  EXPECT_EQ(Count("seekers"), 0);
  EXPECT_EQ(Count("seeker_identities"), 0);
  EXPECT_EQ(Count("seeker_ragam"), 0);
  EXPECT_EQ(Count("person_keys"), 0);
  EXPECT_EQ(Count("seeker_lookups"), 0);
  EXPECT_EQ(Count("changes"), 2);
}

TEST_F(SeekersTest, FindsThoseWhoMayBeTheSame) {
  auto siti = Insert(FullSeeker());
  Seeker other = PlainSeeker("SITI NUR  AINI");
  auto undated = Insert(other);
  other.identity.birth_date = Day("1980-01-01");
  ASSERT_OK(Insert(other));
  auto ids = [&](const std::vector<RecordKey>& keys) {
    std::vector<std::string> list;
    for (const RecordKey& key : keys) list.push_back(key.id);
    return list;
  };
  auto likely = [&](const char* name, std::optional<Date> birth) {
    return ids(Read<std::vector<RecordKey>>(
        [&](Connection& db) { return FindLikelySeekers(db, name, birth); }));
  };
  auto by_nik = [&](const char* nik) {
    return ids(
        Read<std::vector<RecordKey>>([&](Connection& db) { return FindSeekersByNik(db, nik); }));
  };
  EXPECT_THAT(by_nik("3372014107900001"), ElementsAre(siti->id));
  EXPECT_THAT(by_nik("3372014107900002"), IsEmpty());
  EXPECT_THAT(by_nik(""), IsEmpty());
  EXPECT_THAT(likely("siti nur aini", Day("1990-07-01")), ElementsAre(siti->id, undated->id));
  EXPECT_EQ(likely("siti nur aini", std::nullopt).size(), 3u);
  EXPECT_THAT(likely("siti", Day("1990-07-01")), IsEmpty());
  // As they sound, in another order, with a word more; never with another day of birth.
  EXPECT_THAT(likely("Sitti Noeraini", Day("1990-07-01")), ElementsAre(siti->id, undated->id));
  EXPECT_THAT(likely("Hj. Aini Siti Noer", Day("1990-07-01")), ElementsAre(siti->id));
  EXPECT_THAT(likely("Siti Nur Aini Putri", Day("1990-07-01")), ElementsAre(siti->id));
  EXPECT_THAT(likely("Siti Nur Hasanah", Day("1990-07-01")), IsEmpty());
  EXPECT_THAT(likely("Siti Nur Aini", Day("1990-07-02")), ElementsAre(undated->id));
  EXPECT_THAT(likely(" - ", Day("1990-07-01")), IsEmpty());
}

TEST_F(SeekersTest, LikelyComesTheBestFirstAndFollowsChanges) {
  const std::optional<Date> birth = Day("1990-07-01");
  Seeker seeker = PlainSeeker("Joesoef Hidajat");
  seeker.identity.birth_date = birth;
  auto old_spelling = Insert(seeker);
  seeker.identity.full_name = "Yusuf Hidayat";
  auto same_spelling = Insert(seeker);
  auto likely = [&](const char* name) {
    std::vector<std::string> ids;
    for (const RecordKey& key : Read<std::vector<RecordKey>>(
             [&](Connection& db) { return FindLikelySeekers(db, name, birth); })) {
      ids.push_back(key.id);
    }
    return ids;
  };
  EXPECT_THAT(likely("Yusuf Hidayat"), ElementsAre(same_spelling->id, old_spelling->id));
  old_spelling->identity.full_name = "Budi Santoso";
  ASSERT_OK(Write<Seeker>([&](Connection& db, Instant now) {
    return UpdateSeeker(db, *old_spelling, std::nullopt, now);
  }));
  EXPECT_THAT(likely("Yusuf Hidayat"), ElementsAre(same_spelling->id));
  EXPECT_THAT(likely("Santoso Budi"), ElementsAre(old_spelling->id));
}

TEST_F(SeekersTest, ListsByFilterAndKey) {
  std::vector<int64_t> rows;
  auto add = [&](const char* name, const char* region, const char* source, bool seeking) {
    Seeker seeker = PlainSeeker(name);
    seeker.region_code = region;
    seeker.source = source;
    seeker.source_id = *source ? name : "";
    seeker.seeking = seeking;
    rows.push_back(Insert(seeker)->row);
  };
  add("a", "33", "", true);
  add("b", "33.72", "s", false);
  add("c", "34.71", "s", true);
  auto names = [&](const SeekerFilter& filter, int64_t after) {
    std::vector<std::string> list;
    for (const Seeker& seeker : Read<std::vector<Seeker>>(
             [&](Connection& db) { return ListSeekers(db, filter, after, 10); })) {
      list.push_back(seeker.identity.full_name);
    }
    return list;
  };
  EXPECT_THAT(names({}, 0), ElementsAre("a", "b", "c"));
  EXPECT_THAT(names({}, rows[0]), ElementsAre("b", "c"));
  EXPECT_THAT(names({.region_code = "33"}, 0), ElementsAre("a", "b"));
  EXPECT_THAT(names({.source = "s"}, 0), ElementsAre("b", "c"));
  EXPECT_THAT(names({.seeking = true}, 0), ElementsAre("a", "c"));
  EXPECT_THAT(names({.region_code = "33", .seeking = false}, 0), ElementsAre("b"));
}

TEST_F(SeekersTest, UnreadableColumnsAreDataLoss) {
  for (const char* damage : {
           "UPDATE seekers SET capacities = '[{\"function\":\"F01\",\"usual\":5}]'",
           "UPDATE seekers SET capacities = '[[]]'",
           "UPDATE seekers SET tolerances = '[{\"context\":\"E1\",\"with\":\"A61\"}]'",
           "UPDATE seekers SET accommodations = '[{\"accommodation\":\"A1\"}]'",
           "UPDATE seekers SET wishes = '[{\"kinds\":[9]}]'",
           "UPDATE seekers SET wishes = '[{\"kinds\":{}}]'",
           "UPDATE seekers SET wishes = '[{'",
           "UPDATE seekers SET licences = '[1e3]'",
           "UPDATE seekers SET modes = 16384",
           "UPDATE seekers SET segment = 6",
           "UPDATE seeker_identities SET sealed = x'01'",
           "UPDATE person_keys SET wrapped = x'01'",
           "UPDATE seeker_ragam SET mental = 7",
       }) {
    auto seeker = Insert(PlainSeeker("Budi"));
    ASSERT_OK(seeker);
    ASSERT_OK(store_->Write([&](Connection& db) { return db.Execute(damage); }));
    EXPECT_EQ(
        store_->Read([&](Connection& db) { return GetSeeker(db, seeker->id).status(); }).code(),
        absl::StatusCode::kDataLoss)
        << damage;
    ASSERT_OK(store_->Write([&](Connection& db) { return db.Execute("DELETE FROM seekers"); }));
  }
}

}  // namespace
}  // namespace setara
