// What an update may change is what its mask names, and never the name or the etag.
#include "server/rpc/update_mask.h"

#include <gtest/gtest.h>

#include "matcher/domain/errors.h"
#include "setara/v1/seeker.pb.h"

namespace setara {
namespace {

v1::Seeker Stored() {
  v1::Seeker seeker;
  seeker.set_name("seekers/01JAAAAAAAAAAAAAAAAAAAAAAA");
  seeker.set_etag("v7");
  seeker.mutable_identity()->set_full_name("Siti");
  return seeker;
}

TEST(UpdateMaskTest, ChangesWhatItNamesAndClearsWhatIsNotSet) {
  v1::Seeker target = Stored(), patch;
  patch.set_not_seeking(true);
  google::protobuf::FieldMask mask;
  mask.add_paths("not_seeking");
  mask.add_paths("identity.full_name");
  ASSERT_TRUE(ApplyUpdate(patch, mask, &target).ok());
  EXPECT_TRUE(target.not_seeking());
  EXPECT_EQ(target.identity().full_name(), "");
}

// Found by field_mask_fuzzer: "etag." got past the fields that are fixed, and cleared the etag.
TEST(UpdateMaskTest, APathWithAnEmptyPartIsRefused) {
  for (const char* path : {"etag.", ".name", "identity..nik", ".", ""}) {
    v1::Seeker target = Stored();
    google::protobuf::FieldMask mask;
    mask.add_paths(path);
    absl::Status applied = ApplyUpdate(v1::Seeker(), mask, &target);
    EXPECT_EQ(applied.code(), absl::StatusCode::kInvalidArgument) << path;
    EXPECT_EQ(target.SerializeAsString(), Stored().SerializeAsString()) << path;
  }
}

}  // namespace
}  // namespace setara
