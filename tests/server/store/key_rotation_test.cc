#include "server/store/key_rotation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "matcher/domain/errors.h"
#include "server/store/document_files.h"
#include "server/store/employers.h"
#include "server/store/seekers.h"
#include "tests/server/store/record_samples.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

constexpr int kPersons = 2500;  // three batches

std::string Nik(int number) { return "3372014107" + std::to_string(900000 + number); }

bool GoOn(int64_t) { return true; }
// Stops as a crash would, once so many persons are done.
KeyProgress StopAt(int64_t persons) {
  return [persons](int64_t done) { return done < persons; };
}

class KeyRotationTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto store = OpenStore(Data());
    ASSERT_OK(store->Write([&](Connection& db) {
      for (int i = 0; i < kPersons; ++i) {
        Seeker seeker = PlainSeeker("Budi Santoso");
        seeker.identity.nik = Nik(i);
        absl::Status status = InsertSeeker(db, seeker, store->clock().Now()).status();
        if (!status.ok()) return status;
      }
      return absl::OkStatus();
    }));
  }
  std::string Data() const { return dir_.path() + "/data"; }
  KeyStatus Status() {
    absl::StatusOr<KeyStatus> status = ReadKeyStatus(Data(), "");
    EXPECT_OK(status);
    return status.ok() ? *status : KeyStatus{};
  }
  // Everyone can be read and be found.
  void ExpectAllThere() {
    auto store = OpenStore(Data());
    ASSERT_NE(store, nullptr);
    ASSERT_OK(store->Read([&](Connection& db) {
      for (int i = 0; i < kPersons; ++i) {
        auto found = FindSeekersByNik(db, Nik(i));
        EXPECT_TRUE(found.ok() && found->size() == 1) << i;
        if (!found.ok() || found->size() != 1) break;
        auto seeker = GetSeeker(db, found->front().id);
        EXPECT_OK(seeker);
        EXPECT_EQ(seeker.value_or(Seeker()).identity.nik, Nik(i));
      }
      EXPECT_EQ(FindLikelySeekers(db, "Boedi Santosa", std::nullopt)->size(), 0u);
      EXPECT_EQ(FindLikelySeekers(db, "Boedi Santoso", std::nullopt)->size(), 20u);
      return absl::OkStatus();
    }));
  }
  TempDir dir_;
};

TEST_F(KeyRotationTest, ANewMasterWrapsEveryoneAndTheOldOneGoes) {
  const KeyStatus before = Status();
  ASSERT_EQ(before.masters.size(), 1u);
  EXPECT_EQ(before.masters[0].persons, kPersons);
  EXPECT_FALSE(before.rotation_under_way);
  absl::StatusOr<int64_t> done = RotateMasterKey(Data(), "", GoOn);
  ASSERT_OK(done);
  EXPECT_EQ(*done, kPersons);
  const KeyStatus after = Status();
  ASSERT_EQ(after.masters.size(), 1u);
  EXPECT_EQ(after.masters[0].persons, kPersons);
  EXPECT_TRUE(after.masters[0].current);
  EXPECT_NE(after.masters[0].id, before.masters[0].id);
  EXPECT_EQ(after.lookup, before.lookup);
  ExpectAllThere();
}

TEST_F(KeyRotationTest, AMasterRotationGoesOnWhereItWasEnded) {
  const std::string old = Status().masters[0].id;
  int64_t left = kPersons;
  for (int64_t stop : {0, 1000, 1000}) {
    EXPECT_EQ(RotateMasterKey(Data(), "", StopAt(stop)).status().code(),
              absl::StatusCode::kCancelled);
    left -= stop;
    const KeyStatus status = Status();
    ASSERT_EQ(status.masters.size(), 2u);
    EXPECT_EQ(status.masters[0].id, old);
    EXPECT_EQ(status.masters[0].persons, left);
    EXPECT_EQ(status.masters[1].persons, kPersons - left);
    EXPECT_TRUE(status.masters[1].current);
    EXPECT_TRUE(status.rotation_under_way);
    ExpectAllThere();
  }
  absl::StatusOr<int64_t> done = RotateMasterKey(Data(), "", GoOn);
  ASSERT_OK(done);
  EXPECT_EQ(*done, left);
  EXPECT_EQ(Status().masters.size(), 1u);
  EXPECT_NE(Status().masters[0].id, old);
  ExpectAllThere();
}

TEST_F(KeyRotationTest, EmployersWithDocumentsAreNoPersons) {
  {
    auto store = OpenStore(Data());
    ASSERT_OK(store->Write([&](Connection& db) -> absl::Status {
      for (int i = 0; i < 5; ++i) {
        Employer employer;
        employer.name = "PT " + std::to_string(i);
        absl::StatusOr<Employer> stored = InsertEmployer(db, employer, store->clock().Now());
        if (!stored.ok()) return stored.status();
        // The last two have no documents, so they need no key.
        if (i < 3 && !EmployerKey(db, stored->row).ok()) return absl::InternalError("no key");
      }
      return absl::OkStatus();
    }));
  }
  const KeyStatus status = Status();
  ASSERT_EQ(status.masters.size(), 1u);
  EXPECT_EQ(status.masters[0].persons, kPersons);
  EXPECT_EQ(status.masters[0].employers, 3);
  absl::StatusOr<int64_t> done = RotateMasterKey(Data(), "", GoOn);
  ASSERT_OK(done);
  EXPECT_EQ(*done, kPersons + 3);
  EXPECT_EQ(Status().masters[0].persons, kPersons);
  EXPECT_EQ(Status().masters[0].employers, 3);
}

TEST_F(KeyRotationTest, ANewLookupKeyFindsEveryone) {
  const std::string old = Status().lookup;
  EXPECT_EQ(RotateLookupKey(Data(), "", StopAt(2000)).status().code(),
            absl::StatusCode::kCancelled);
  EXPECT_EQ(Status().lookup, old);
  EXPECT_TRUE(Status().rotation_under_way);
  ExpectAllThere();
  // What the interrupted one left does not hinder the other rotation.
  ASSERT_OK(RotateMasterKey(Data(), "", GoOn));
  ExpectAllThere();
  absl::StatusOr<int64_t> done = RotateLookupKey(Data(), "", GoOn);
  ASSERT_OK(done);
  EXPECT_EQ(*done, kPersons);
  EXPECT_NE(Status().lookup, old);
  EXPECT_FALSE(Status().rotation_under_way);
  ExpectAllThere();
}

TEST_F(KeyRotationTest, RefusesDataThatItMayNotTouch) {
  EXPECT_EQ(RotateMasterKey(dir_.path() + "/none", "", GoOn).status().code(),
            absl::StatusCode::kNotFound);
  {
    auto store = OpenStore(Data());
    EXPECT_EQ(Reason(RotateMasterKey(Data(), "", GoOn).status()), "DIRECTORY_IN_USE");
  }
  const std::string other = dir_.path() + "/other";
  OpenStore(other);
  EXPECT_EQ(Reason(RotateMasterKey(Data(), other + ".key", GoOn).status()), "KEY_WRONG");
  EXPECT_EQ(Reason(RotateLookupKey(Data(), other + ".key", GoOn).status()), "KEY_WRONG");
  std::filesystem::remove(Data() + ".key");
  EXPECT_EQ(Reason(RotateMasterKey(Data(), "", GoOn).status()), "KEY_MISSING");
  EXPECT_FALSE(std::filesystem::exists(Data() + ".key"));
}

}  // namespace
}  // namespace setara
