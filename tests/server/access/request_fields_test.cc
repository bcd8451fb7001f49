// What a role may say and ask, field by field, and the small parts of the table.
#include "server/access/request_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matcher/domain/errors.h"
#include "server/access/method_rules.h"
#include "server/access/visibility.h"
#include "setara/v1/seeker.pb.h"

namespace setara {
namespace {

v1::UpdateSeekerRequest Update() {
  v1::UpdateSeekerRequest request;
  request.mutable_seeker()->set_name("seekers/01JAAAAAAAAAAAAAAAAAAAAAAA");
  return request;
}

TEST(RequestFieldsTest, AFieldThatTheRoleMayNotWriteIsRefusedByName) {
  v1::UpdateSeekerRequest request = Update();
  request.mutable_seeker()->mutable_ragam()->set_sensory(true);
  EXPECT_TRUE(CheckRequestFields(request, v1::ROLE_SEEKER, true).ok());
  EXPECT_TRUE(CheckRequestFields(request, v1::ROLE_COUNSELOR, true).ok()) << "hands in";
  absl::Status refused = CheckRequestFields(request, v1::ROLE_CASE_MANAGER, true);
  EXPECT_EQ(refused.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Reason(refused), "FIELD_DENIED");
  EXPECT_EQ(Metadata(refused).at("field"), "seeker.ragam");
}

TEST(RequestFieldsTest, AMaskCountsAsWritingWhatItNamesAndEverythingBelow) {
  v1::UpdateSeekerRequest request = Update();
  request.mutable_update_mask()->add_paths("ragam");
  EXPECT_FALSE(CheckRequestFields(request, v1::ROLE_CASE_MANAGER, true).ok());
  request.mutable_update_mask()->set_paths(0, "ragam.sensory");
  EXPECT_FALSE(CheckRequestFields(request, v1::ROLE_CASE_MANAGER, true).ok());
  request.mutable_update_mask()->set_paths(0, "*");
  EXPECT_FALSE(CheckRequestFields(request, v1::ROLE_CASE_MANAGER, true).ok());
  EXPECT_TRUE(CheckRequestFields(request, v1::ROLE_SEEKER, true).ok());
  request.mutable_update_mask()->set_paths(0, "identity");
  EXPECT_TRUE(CheckRequestFields(request, v1::ROLE_CASE_MANAGER, true).ok());
}

// Found by field_mask_fuzzer: these got past the check, and were applied as "ragam".
TEST(RequestFieldsTest, APathWithAnEmptyPartIsNone) {
  for (const char* path : {".ragam", "ragam.", "ragam..sensory", "..", ".", ""}) {
    v1::UpdateSeekerRequest request = Update();
    request.mutable_update_mask()->add_paths(path);
    EXPECT_EQ(CheckRequestFields(request, v1::ROLE_CASE_MANAGER, true).code(),
              absl::StatusCode::kInvalidArgument)
        << path;
  }
}

TEST(RequestFieldsTest, WhatCannotBeReadCannotBeAskedBy) {
  v1::FindDuplicateSeekersRequest request;
  request.mutable_identity()->set_full_name("Siti");
  EXPECT_TRUE(CheckRequestFields(request, v1::ROLE_COUNSELOR, false).ok());
  EXPECT_FALSE(CheckRequestFields(request, v1::ROLE_COMPLIANCE_OFFICER, false).ok());
}

TEST(RequestFieldsTest, NamesEveryRecordWithItsField) {
  std::vector<NamedResource> named = NamedResources(Update());
  ASSERT_EQ(named.size(), 1u);
  EXPECT_EQ(named[0].kind, v1::RESOURCE_KIND_SEEKER);
  EXPECT_EQ(named[0].field, "seeker.name");
}

TEST(VisibilityTest, MasksAllButTheLastFour) {
  EXPECT_EQ(Masked("3171014708900077"), "************0077");
  EXPECT_EQ(Masked("0077"), "****");
  EXPECT_EQ(Masked(""), "");
}

TEST(VisibilityTest, EveryKindOfDataHasARowAndNobodyWithoutOneSeesAnything) {
  for (int kind = 1; kind < v1::DataClass_ARRAYSIZE; ++kind) {
    bool anyone = false;
    for (int role = 1; role < v1::Role_ARRAYSIZE; ++role) {
      const Visibility& cell =
          VisibilityOf(static_cast<v1::Role>(role), static_cast<v1::DataClass>(kind));
      anyone |= cell.write || cell.read != Visibility::Read::kNever;
    }
    EXPECT_TRUE(anyone) << v1::DataClass_Name(static_cast<v1::DataClass>(kind));
  }
  const Visibility& undeclared = VisibilityOf(v1::ROLE_SEEKER, v1::DATA_CLASS_UNSPECIFIED);
  EXPECT_FALSE(undeclared.write);
  EXPECT_EQ(undeclared.read, Visibility::Read::kNever);
}

// domain.md section 6: the rows that the law and the counter insist on.
TEST(VisibilityTest, EmployersNeverSeeCapacityRagamOrDiagnosis) {
  for (v1::DataClass kind :
       {v1::DATA_CLASS_CAPACITY, v1::DATA_CLASS_RAGAM, v1::DATA_CLASS_MEDICAL,
        v1::DATA_CLASS_NATIONAL_ID, v1::DATA_CLASS_CONSENT, v1::DATA_CLASS_AUDIT}) {
    EXPECT_EQ(VisibilityOf(v1::ROLE_EMPLOYER_STAFF, kind).read, Visibility::Read::kNever)
        << v1::DataClass_Name(kind);
  }
}

TEST(ScopesTest, ARegionHoldsItselfAndWhatLiesInItAndNoNeighbour) {
  EXPECT_TRUE(RegionHolds("33", "33"));
  EXPECT_TRUE(RegionHolds("33", "33.72"));
  EXPECT_FALSE(RegionHolds("33", "3"));
  EXPECT_FALSE(RegionHolds("33.7", "33.72"));
  EXPECT_FALSE(RegionHolds("", "33"));
  EXPECT_TRUE(RegionHolds(kWholeCountry, "94.01"));
}

TEST(ScopesTest, AnEmptyPlaceReachesNothing) {
  Caller caller;
  caller.name = "accounts/a";
  RecordHome nowhere;
  for (v1::Scope scope : {v1::SCOPE_OWN, v1::SCOPE_BRANCH}) {
    EXPECT_FALSE(Reaches(scope, caller, v1::RESOURCE_KIND_SEEKER, "seekers/x", nowhere));
  }
  EXPECT_FALSE(
      Reaches(v1::SCOPE_EMPLOYER, caller, v1::RESOURCE_KIND_OPENING, "openings/x", nowhere));
  EXPECT_FALSE(
      Reaches(v1::SCOPE_REGION, caller, v1::RESOURCE_KIND_EMPLOYER, "employers/x", nowhere));
}

}  // namespace
}  // namespace setara
