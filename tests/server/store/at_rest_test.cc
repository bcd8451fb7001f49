// What lies on the disk: nothing that names a person, whatever happened to the data before.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "matcher/domain/errors.h"
#include "server/store/key_rotation.h"
#include "server/store/migrations.h"
#include "server/store/person_keys.h"
#include "server/store/seekers.h"
#include "tests/server/store/record_samples.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace fs = std::filesystem;

constexpr int32_t kLatitude = -7'561'239, kLongitude = 110'823'457;

// As SQLite writes an integer of four bytes.
std::string FourBytes(int32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
  return bytes;
}

Seeker Planted(int number = 0) {
  Seeker seeker = PlainSeeker("Wagiyem Kusumaningrum");
  seeker.identity.nik = "3372014107" + std::to_string(900001 + number);
  seeker.identity.kpj = "98765432109";
  seeker.identity.phone = "0812-7654-321";
  seeker.identity.email = "wagiyem@contoh.invalid";
  seeker.identity.birth_date = Day("1991-03-17");
  seeker.identity.sex = Sex::kFemale;
  seeker.identity.address = "Gang Kenanga Dalam 17";
  seeker.region_code = "33.72";
  seeker.point = GeoPoint{kLatitude, kLongitude};
  return seeker;
}

std::string BytesOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Every planted value that a file under `directory` holds, with the file.
std::vector<std::string> Leaks(const std::string& directory) {
  const std::vector<std::string> planted = {"Wagiyem",
                                            "wagiyem",
                                            "WAGIYEM",
                                            "Kusumaningrum",
                                            "kusumaningrum",
                                            "33720141",
                                            "98765432109",
                                            "7654-321",
                                            "contoh.invalid",
                                            "Kenanga",
                                            FourBytes(kLongitude)};
  std::vector<std::string> leaks;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    const std::string bytes = BytesOf(entry.path());
    for (const std::string& value : planted) {
      if (bytes.find(value) != std::string::npos) {
        leaks.push_back(entry.path().filename().string() + ": " + value);
      }
    }
  }
  return leaks;
}

class AtRestTest : public ::testing::Test {
 protected:
  std::string Data() const { return dir_.path() + "/data"; }
  std::string Keys() const { return dir_.path() + "/data.key"; }

  std::string Insert(Store& store, const Seeker& seeker) {
    std::string id;
    EXPECT_OK(store.Write([&](Connection& db) {
      absl::StatusOr<Seeker> inserted = InsertSeeker(db, seeker, store.clock().Now());
      if (inserted.ok()) id = inserted->id;
      return inserted.status();
    }));
    return id;
  }
  absl::StatusOr<Seeker> Get(Store& store, const std::string& id) {
    absl::StatusOr<Seeker> seeker;
    absl::Status status = store.Read([&](Connection& db) {
      seeker = GetSeeker(db, id);
      return seeker.status();
    });
    return status.ok() ? seeker : status;
  }
  std::vector<std::string> IdsByNik(Store& store, const std::string& nik) {
    std::vector<std::string> ids;
    EXPECT_OK(store.Read([&](Connection& db) {
      absl::StatusOr<std::vector<RecordKey>> found = FindSeekersByNik(db, nik);
      for (size_t i = 0; found.ok() && i < found->size(); ++i) ids.push_back((*found)[i].id);
      return found.status();
    }));
    return ids;
  }
  absl::Status Execute(Store& store, const std::string& sql) {
    return store.Write([&](Connection& db) { return db.Execute(sql); }).status();
  }
  absl::Status OpenStatus(const std::string& data, const std::string& key_file = "") {
    Store::Options options;
    options.directory = data;
    options.key_file = key_file;
    return Store::Open(options).status();
  }
  // A database of the schema before sealing, with `count` persons and as many deleted ones.
  void MakePlain(int count);

  TempDir dir_;
};

void AtRestTest::MakePlain(int count) {
  fs::create_directory(Data());
  auto db = Connection::Open(Data() + "/records.sqlite3", Connection::Mode::kReadWrite);
  ASSERT_OK(db);
  ASSERT_OK(db->Execute("PRAGMA secure_delete=OFF"));
  ASSERT_OK(Migrate(*db, {RecordsSchema(), EmployersSchema()}, Instant()));
  ASSERT_OK(db->Execute(
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
      std::to_string(2 * count) +
      ") INSERT INTO records (row, id, kind) SELECT i, 'P' || i, 2 FROM n;"
      "INSERT INTO seekers SELECT row, 's', row, 1, '33.72', " +
      std::to_string(kLatitude) + ", " + std::to_string(kLongitude) +
      ", 20, 1, 0, NULL, '[]', '[]', '[]', '[]', '[]', NULL, 0, '[]', NULL, NULL, NULL, 1, NULL, "
      "NULL, 1, 0, 0 FROM records;"
      "INSERT INTO seeker_identities SELECT row, 'Wagiyem Kusumaningrum', 'wagiyem kusumaningrum', "
      "'3372014107' || (900000 + row), '98765432109', '0812-7654-321', 'wagiyem@contoh.invalid', "
      "7745, 1, 'Gang Kenanga Dalam 17' FROM records;"
      "INSERT INTO seeker_ragam SELECT row, 1, 0, 0, 0, '' FROM records;"
      "DELETE FROM seekers WHERE row > " +
      std::to_string(count)));
}

TEST_F(AtRestTest, NothingWrittenNamesAPerson) {
  auto store = OpenStore(Data());
  std::string kept = Insert(*store, Planted());
  std::string gone = Insert(*store, Planted(1));
  Seeker changed = *Get(*store, kept);
  changed.identity.address = "Gang Kenanga Luar 3";
  ASSERT_OK(store->Write([&](Connection& db) {
    return UpdateSeeker(db, changed, std::nullopt, store->clock().Now()).status();
  }));
  ASSERT_OK(store->Write([&](Connection& db) { return DeleteSeeker(db, gone, std::nullopt); }));
  EXPECT_TRUE(fs::exists(Data() + "/records.sqlite3-wal"));
  EXPECT_THAT(Leaks(Data()), IsEmpty());
  const std::string backup = dir_.path() + "/backup";
  fs::copy(Data(), backup, fs::copy_options::recursive);
  EXPECT_THAT(Leaks(backup), IsEmpty());
  EXPECT_EQ(Get(*store, kept)->identity.address, "Gang Kenanga Luar 3");
  store.reset();
  EXPECT_THAT(Leaks(Data()), IsEmpty());
  // The search finds what is there to be found.
  std::ofstream(Data() + "/note") << "Wagiyem" << FourBytes(kLongitude);
  EXPECT_EQ(Leaks(Data()).size(), 2u);
}

TEST_F(AtRestTest, PlainDatabasesAreSealedToTheLastByte) {
  constexpr int kPersons = 1100;  // more than a batch
  MakePlain(kPersons);
  ASSERT_GE(Leaks(Data()).size(), 10u);
  auto store = OpenStore(Data());
  EXPECT_THAT(Leaks(Data()), IsEmpty());
  for (int row : {1, 7, kPersons}) {
    auto seeker = Get(*store, "P" + std::to_string(row));
    ASSERT_OK(seeker);
    EXPECT_EQ(seeker->identity, Planted(row - 1).identity);
    EXPECT_EQ(seeker->point, Planted().point);
    EXPECT_THAT(IdsByNik(*store, Planted(row - 1).identity.nik), ElementsAre(seeker->id));
  }
  EXPECT_FALSE(Get(*store, "P" + std::to_string(kPersons + 1)).ok());
  ASSERT_OK(store->Write([](Connection& db) {  // only who consents is in the index
    return db.Execute("UPDATE seekers SET matching_consent_from = 0 WHERE row = 1");
  }));
  ASSERT_OK(store->Read([&](Connection& db) {
    auto index = LoadSeekersForIndex(db, std::vector<int64_t>{1});
    EXPECT_EQ(index->size(), 1u);
    if (index->empty()) return absl::OkStatus();
    EXPECT_EQ(index->front().point, (GeoPoint{-7'560'000, 110'820'000}));
    EXPECT_EQ(index->front().identity.birth_date, Day("1991-01-01"));
    EXPECT_EQ(FindLikelySeekers(db, "Wagijem", Day("1991-03-17"))->size(), 0u);
    EXPECT_EQ(FindLikelySeekers(db, "Kusumaningroem Wagijem", Day("1991-03-17"))->size(), 20u);
    return absl::OkStatus();
  }));
  store.reset();
  EXPECT_THAT(Leaks(Data()), IsEmpty());
}

TEST_F(AtRestTest, SealingGoesOnWhereItWasEnded) {
  MakePlain(3);
  OpenStore(Data());
  {
    // As between two batches: some sealed, one not.
    auto db = Connection::Open(Data() + "/records.sqlite3", Connection::Mode::kReadWrite);
    ASSERT_OK(db);
    ASSERT_OK(db->Execute(
        "CREATE TABLE plain_identities (row INTEGER PRIMARY KEY, full_name TEXT, name_key TEXT, "
        "nik "
        "TEXT, kpj TEXT, phone TEXT, email TEXT, birth_date INTEGER, sex INTEGER, address TEXT);"
        "INSERT INTO plain_identities VALUES (2, 'Wagiyem Dua', '', '', '', '', '', NULL, 0, '');"
        "DELETE FROM seeker_identities WHERE row = 2; DELETE FROM person_keys WHERE row = 2;"
        "DELETE FROM seeker_lookups WHERE row = 2;"
        "INSERT INTO meta VALUES ('plain_identities', 'unsealed')"));
  }
  EXPECT_EQ(Leaks(Data()).size(), 1u);
  auto store = OpenStore(Data());
  EXPECT_THAT(Leaks(Data()), IsEmpty());
  EXPECT_EQ(Get(*store, "P2")->identity.full_name, "Wagiyem Dua");
  EXPECT_EQ(Get(*store, "P3")->identity.nik, Planted(2).identity.nik);
}

TEST_F(AtRestTest, ALostOrForeignKeyIsAClearError) {
  OpenStore(Data());
  struct stat about;
  ASSERT_EQ(stat(Keys().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
  fs::rename(Keys(), dir_.path() + "/elsewhere");
  absl::Status lost = OpenStatus(Data());
  EXPECT_EQ(lost.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Reason(lost), "KEY_MISSING");
  EXPECT_FALSE(fs::exists(Keys()));
  EXPECT_OK(OpenStatus(Data(), dir_.path() + "/elsewhere"));
  ASSERT_OK(OpenStatus(dir_.path() + "/other"));
  EXPECT_EQ(Reason(OpenStatus(Data(), dir_.path() + "/other.key")), "KEY_WRONG");
  ASSERT_EQ(chmod((dir_.path() + "/elsewhere").c_str(), 0644), 0);
  EXPECT_EQ(Reason(OpenStatus(Data(), dir_.path() + "/elsewhere")), "KEY_FILE_IS_OPEN");
}

TEST_F(AtRestTest, TheKeyFileMayNotLieInTheData) {
  fs::create_directory(Data());
  fs::create_directory_symlink(Data(), dir_.path() + "/link");
  for (const char* key : {"/data/key", "/data/deep/key", "/link/key", "/other/../data/key"}) {
    EXPECT_EQ(Reason(OpenStatus(Data(), dir_.path() + key)), "KEY_FILE_INSIDE_DATA") << key;
  }
  EXPECT_EQ(Reason(OpenStatus(dir_.path() + "/link", Data() + "/key")), "KEY_FILE_INSIDE_DATA");
  EXPECT_OK(OpenStatus(Data() + "/", dir_.path() + "/data.keys"));
  EXPECT_OK(OpenStatus(dir_.path() + "/again/"));
  EXPECT_TRUE(fs::exists(dir_.path() + "/again.key"));
}

TEST_F(AtRestTest, WhatWasMovedToAnotherPersonDoesNotOpen) {
  auto store = OpenStore(Data());
  std::string one = Insert(*store, Planted()), two = Insert(*store, PlainSeeker("Budi"));
  const char* kSwaps[] = {
      "UPDATE seeker_identities SET sealed = (SELECT sealed FROM seeker_identities WHERE row = 1) "
      "WHERE row = 2",
      "UPDATE person_keys SET wrapped = (SELECT wrapped FROM person_keys WHERE row = 1) "
      "WHERE row = 2",
      "UPDATE seeker_identities SET sealed = (SELECT wrapped FROM person_keys WHERE row = 2) "
      "WHERE row = 2",
  };
  for (const char* swap : kSwaps) {
    ASSERT_OK(Execute(*store, swap));
    EXPECT_EQ(Get(*store, two).status().code(), absl::StatusCode::kDataLoss) << swap;
    EXPECT_OK(Get(*store, one));
  }
}

TEST_F(AtRestTest, ErasureClosesEveryCopyOfWhatWasSealed) {
  auto store = OpenStore(Data());
  std::string id = Insert(*store, Planted()), other = Insert(*store, Planted(1));
  ASSERT_OK(Execute(*store, "CREATE TABLE copy AS SELECT * FROM seeker_identities"));
  ASSERT_OK(store->Write([&](Connection& db) { return DestroyPersonKey(db, 1); }));
  ASSERT_OK(Execute(*store, "INSERT INTO seeker_identities SELECT * FROM copy WHERE row = 1"));
  EXPECT_EQ(Get(*store, id).status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(IdsByNik(*store, Planted().identity.nik), IsEmpty());
  absl::Status key = store->Read([&](Connection& db) { return PersonKeyOf(db, 1).status(); });
  EXPECT_EQ(Reason(key), "PERSON_KEY_DESTROYED");
  // Another person's key, or a new one, opens nothing of it.
  ASSERT_OK(store->Write([&](Connection& db) { return MakePersonKey(db, 1).status(); }));
  EXPECT_EQ(Get(*store, id).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_OK(Get(*store, other));
}

TEST_F(AtRestTest, AnErasedKeyIsInNoFile) {
  auto store = OpenStore(Data());
  std::string id = Insert(*store, Planted());
  std::string wrapped;
  absl::Status reading = store->Read([&](Connection& db) {
    auto query = db.Prepare("SELECT wrapped FROM person_keys");
    if (!query.ok() || !query->Step().ok()) return absl::InternalError("no key");
    wrapped = query->Text(0);
    // While this reader has its snapshot the log stays; the erasure does not wait for it.
    return store->Write([&](Connection& writer) { return DeleteSeeker(writer, id, std::nullopt); })
        .status();
  });
  ASSERT_OK(reading);
  ASSERT_EQ(wrapped.size(), 73u);
  ASSERT_OK(Execute(*store, "UPDATE meta SET value = value"));
  for (const fs::directory_entry& entry : fs::directory_iterator(Data())) {
    EXPECT_EQ(BytesOf(entry.path()).find(wrapped), std::string::npos) << entry.path();
  }
}

TEST_F(AtRestTest, ABackupFromBeforeClosesWithTheMasterKeyOfItsTime) {
  std::string id;
  {
    auto store = OpenStore(Data());
    id = Insert(*store, Planted());
  }
  const std::string backup = dir_.path() + "/backup";
  fs::copy(Data(), backup, fs::copy_options::recursive);
  EXPECT_EQ(Get(*OpenStore(Data()), id)->identity, Planted().identity);
  EXPECT_OK(OpenStatus(backup, Keys()));
  ASSERT_OK(RotateMasterKey(Data(), "", [](int64_t) { return true; }));
  EXPECT_EQ(Reason(OpenStatus(backup, Keys())), "KEY_WRONG");
  EXPECT_EQ(Get(*OpenStore(Data()), id)->identity, Planted().identity);
}

}  // namespace
}  // namespace setara
