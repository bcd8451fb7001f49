// People over gRPC: registering, finding duplicates, and nothing of a person in an error.
#include <thread>

#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// Made up; region 337200 with a day and month that exist.
constexpr char kNik[] = "3372004502900001";
constexpr char kSiti[] =
    "identity { full_name: 'Siti Nur-Aini' nik: '3372004502900001' kpj: '12345678901' "
    "phone: '+62 812 0000 1111' email: 'siti@contoh.id' address: 'Jalan Melati 7' "
    "birth_date { year: 1990 month: 2 day: 5 } sex: SEX_FEMALE } "
    "ragam { sensory: true sub_kind: 'Tuli' } bpjs_segment: BPJS_SEGMENT_NON_WAGE "
    "region_code: '33.72' reach_km: 25 education: EDUCATION_LEVEL_UPPER_SECONDARY "
    "licences { } skill_words: 'Microsoft Excel' "
    "capacities { function: 'F04' usual_level: 1 low_level: 0 how_often: 'saat ramai' } "
    "tolerances { context: 'E1' level: TOLERANCE_LEVEL_LIMITED with_accommodation: 'A10' } "
    "accommodations { accommodation: 'A02' stance: ACCOMMODATION_STANCE_USES } "
    "communication { modes: 'M01' modes: 'M05' preferred_modes: 'M01' } "
    "wishes { occupation_code: '41' kinds: WORK_KIND_EMPLOYMENT note: 'dekat rumah' } "
    "hours_per_week_max: 40 accepts_night_shift: false "
    "matching_consent { valid_from { year: 2025 month: 1 day: 1 } } ";

class SeekersTest : public ::testing::Test {
 protected:
  grpc::Status Create(const std::string& seeker, const std::string& rest = "") {
    v1::Seeker stored;
    return server_.Call(&Seekers::CreateSeeker,
                        Text<v1::CreateSeekerRequest>("seeker {" + seeker + "} " + rest), &stored);
  }
  v1::FindDuplicateSeekersResponse Duplicates(const std::string& identity) {
    v1::FindDuplicateSeekersResponse found;
    EXPECT_THAT(
        server_.Call(&Seekers::FindDuplicateSeekers,
                     Text<v1::FindDuplicateSeekersRequest>("identity {" + identity + "}"), &found),
        IsOk());
    return found;
  }

  TestServer server_;
};

TEST_F(SeekersTest, WhatIsRegisteredIsReadBackWhole) {
  v1::Seeker stored = server_.CreateSeeker(kSiti);
  v1::GetSeekerRequest get;
  get.set_name(stored.name());
  v1::Seeker read;
  ASSERT_THAT(server_.Call(&Seekers::GetSeeker, get, &read), IsOk());
  EXPECT_EQ(read.SerializeAsString(), stored.SerializeAsString());
  EXPECT_EQ(stored.branch(), TestServer::kBranch);
  // A case manager sees the numbers whole, and the ragam.
  TestServer::Options options;
  options.role = v1::ROLE_CASE_MANAGER;
  ASSERT_THAT(server_.Call(&Seekers::GetSeeker, get, &stored, options), IsOk());
  EXPECT_THAT(stored.skills(), Not(IsEmpty())) << "coded from the words";
  v1::Seeker expected = Text<v1::Seeker>(kSiti);
  for (const char* field : {"name", "etag", "create_time", "update_time", "skills", "branch"}) {
    stored.GetReflection()->ClearField(&stored, stored.GetDescriptor()->FindFieldByName(field));
  }
  EXPECT_EQ(stored.DebugString(), expected.DebugString());
}

TEST_F(SeekersTest, UpdatesFollowTheMaskAndTheEtag) {
  v1::Seeker stored = server_.CreateSeeker(kSiti);
  v1::UpdateSeekerRequest update;
  update.mutable_seeker()->set_name(stored.name());
  update.mutable_seeker()->set_etag(stored.etag());
  update.mutable_seeker()->mutable_identity()->set_phone("0271 111111");
  update.mutable_update_mask()->add_paths("identity.phone");
  update.mutable_update_mask()->add_paths("matching_consent");
  v1::Seeker updated;
  ASSERT_THAT(server_.Call(&Seekers::UpdateSeeker, update, &updated), IsOk());
  EXPECT_EQ(updated.identity().phone(), "0271 111111");
  EXPECT_EQ(updated.identity().nik(), "************0001");
  EXPECT_FALSE(updated.has_matching_consent());
  EXPECT_THAT(server_.Call(&Seekers::UpdateSeeker, update, &updated),
              IsError(StatusCode::ABORTED, "ETAG_MISMATCH"));
  update.set_validate_only(true);
  EXPECT_THAT(server_.Call(&Seekers::UpdateSeeker, update, &updated),
              IsError(StatusCode::ABORTED, "ETAG_MISMATCH"));
}

TEST_F(SeekersTest, ATakenNikIsRefusedWithoutRepeatingIt) {
  const std::string first = server_.CreateSeeker(kSiti).name();
  const std::string twin = std::string("identity { full_name: 'Lain' nik: '") + kNik + "' }";
  grpc::Status refused = Create(twin);
  EXPECT_THAT(refused, IsError(StatusCode::ALREADY_EXISTS, "NIK_IS_REGISTERED"));
  EXPECT_EQ(DetailsOf(refused).existing, first);
  EXPECT_THAT(refused.error_message() + refused.error_details(), Not(HasSubstr(kNik)));
  EXPECT_THAT(Create(twin, "validate_only: true"),
              IsError(StatusCode::ALREADY_EXISTS, "NIK_IS_REGISTERED"));
  v1::Seeker other = server_.CreateSeeker("identity { full_name: 'Lain' }");
  v1::UpdateSeekerRequest update;
  update.mutable_seeker()->set_name(other.name());
  update.mutable_seeker()->mutable_identity()->set_nik(kNik);
  update.mutable_update_mask()->add_paths("identity.nik");
  v1::Seeker updated;
  EXPECT_THAT(server_.Call(&Seekers::UpdateSeeker, update, &updated),
              IsError(StatusCode::ALREADY_EXISTS, "NIK_IS_REGISTERED"));
  update.set_validate_only(true);
  EXPECT_THAT(server_.Call(&Seekers::UpdateSeeker, update, &updated),
              IsError(StatusCode::ALREADY_EXISTS, "NIK_IS_REGISTERED"));
}

TEST_F(SeekersTest, FindsDuplicatesByNikAndByNameWithBirthDate) {
  const std::string name = server_.CreateSeeker(kSiti).name();
  server_.CreateSeeker("identity { full_name: 'Budi' }");
  auto by_nik = Duplicates(std::string("nik: '") + kNik + "'");
  ASSERT_THAT(by_nik.seekers(), SizeIs(1));
  EXPECT_EQ(by_nik.seekers(0).name(), name);
  EXPECT_THAT(
      Duplicates("full_name: 'SITI  NUR AINI' birth_date { year: 1990 month: 2 day: 5 }").seekers(),
      SizeIs(1));
  EXPECT_THAT(
      Duplicates("full_name: 'Siti Nur Aini' birth_date { year: 1991 month: 2 day: 5 }").seekers(),
      IsEmpty());
  v1::FindDuplicateSeekersResponse found;
  EXPECT_THAT(
      server_.Call(&Seekers::FindDuplicateSeekers,
                   Text<v1::FindDuplicateSeekersRequest>("identity { full_name: 'Siti' }"), &found),
      IsBadField("identity"));
}

TEST_F(SeekersTest, ADeletedPersonIsGone) {
  v1::Seeker stored = server_.CreateSeeker(kSiti);
  v1::DeleteSeekerRequest erase;
  erase.set_name(stored.name());
  google::protobuf::Empty empty;
  ASSERT_THAT(server_.Call(&Seekers::DeleteSeeker, erase, &empty), IsOk());
  EXPECT_THAT(server_.Call(&Seekers::DeleteSeeker, erase, &empty),
              IsError(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND"));
  v1::ListSeekersResponse list;
  ASSERT_THAT(server_.Call(&Seekers::ListSeekers, v1::ListSeekersRequest(), &list), IsOk());
  EXPECT_THAT(list.seekers(), IsEmpty());
  EXPECT_THAT(Duplicates(std::string("nik: '") + kNik + "'").seekers(), IsEmpty());
}

// Each mistake sits beside values that must not come back: name, numbers, address, words.
TEST_F(SeekersTest, AConsentThatRunsOutTakesThePersonOutOfTheIndexThatNight) {
  server_.CreateSeeker(std::string(kSiti));
  ASSERT_THAT(Create("identity { full_name: 'Budi' birth_date { year: 1990 month: 5 day: 17 } } "
                     "region_code: '33.72' matching_consent { "
                     "valid_from { year: 2025 month: 1 day: 1 } valid_until { year: 2025 month: 6 "
                     "day: 20 } }"),
              IsOk());
  // Waits until so many people are in the index.
  const auto expect_indexed = [&](int64_t people) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    v1::ServerInfo info;
    while (info.seekers_indexed() != people) {
      const grpc::Status asked =
          server_.Call(&Reference::GetServerInfo, v1::GetServerInfoRequest(), &info);
      ASSERT_TRUE(asked.ok() || asked.error_code() == StatusCode::RESOURCE_EXHAUSTED);
      ASSERT_LT(std::chrono::steady_clock::now(), deadline) << info.seekers_indexed();
      std::this_thread::yield();
    }
  };
  expect_indexed(2);
  server_.clock().Set(Instant(*ParseDate("2025-06-19")) + std::chrono::hours(17));
  expect_indexed(1);
  // A clock that was wrong has lost nobody.
  server_.Stop();
  server_.clock().Set(Instant(*ParseDate("2025-06-19")));
  server_.Start();
  expect_indexed(2);
}

TEST_F(SeekersTest, NoErrorRepeatsAPersonsValue) {
  const std::vector<std::string> mistakes = {
      "identity { full_name: 'Rahasia' nik: '3372991345678901' }",
      "identity { full_name: 'Rahasia' kpj: '99887' }",
      "identity { full_name: 'Rahasia' email: 'rahasia.contoh.id' }",
      "identity { full_name: 'Rahasia' birth_date { year: 1987 month: 13 day: 44 } }",
      "identity { full_name: 'Rahasia' } capacities { function: 'Rahasia' }",
      "identity { full_name: 'Rahasia' } region_code: 'Rahasia'",
      "identity { full_name: 'Rahasia' } skills: 'Rahasia'",
      "identity { full_name: 'Rahasia' } licences { licences: 'Rahasia' }",
      "identity { full_name: 'Rahasia' } accommodations { accommodation: 'Rahasia' }",
      "identity { full_name: 'Rahasia' } communication { modes: 'Rahasia' }",
      "identity { full_name: 'Rahasia' } wishes { occupation_code: 'Rahasia' }",
      "identity { full_name: 'Rahasia' } etag: 'x' source: 'Rahasia'"};
  for (const std::string& mistake : mistakes) {
    SCOPED_TRACE(mistake);
    grpc::Status refused = Create(mistake);
    EXPECT_EQ(refused.error_code(), StatusCode::INVALID_ARGUMENT);
    EXPECT_THAT(DetailsOf(refused).fields, Not(IsEmpty()));
    const std::string all = refused.error_message() + refused.error_details();
    for (const char* value : {"ahasia", "3372991345678901", "99887", "1987", "44"}) {
      EXPECT_THAT(all, Not(HasSubstr(value)));
    }
  }
}

}  // namespace
}  // namespace setara
