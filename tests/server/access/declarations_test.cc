// Every method of the contract says who may call it and every field what it holds; a contract that
// does not is refused.
#include "server/access/declarations.h"

#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "setara/v1/access.pb.h"
#include "setara/v1/employer.pb.h"
#include "setara/v1/import.pb.h"
#include "setara/v1/match.pb.h"
#include "setara/v1/opening.pb.h"
#include "setara/v1/quota.pb.h"
#include "setara/v1/reference.pb.h"
#include "setara/v1/seeker.pb.h"

namespace setara {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptor;
using google::protobuf::FileDescriptorProto;

TEST(DeclarationsTest, TheContractIsComplete) {
  int methods = 0;
  for (const FileDescriptor* file :
       {v1::Opening::descriptor()->file(), v1::Seeker::descriptor()->file(),
        v1::MatchExplanation::descriptor()->file(), v1::Employer::descriptor()->file(),
        v1::QuotaStatus::descriptor()->file(), v1::Vocabulary::descriptor()->file(),
        v1::ImportRecordsRequest::descriptor()->file()}) {
    ASSERT_GE(file->service_count(), 1) << file->name();
    for (int i = 0; i < file->service_count(); ++i) {
      EXPECT_TRUE(CheckAccessDeclared(*file->service(i)).ok())
          << CheckAccessDeclared(*file->service(i));
      methods += file->service(i)->method_count();
    }
  }
  EXPECT_GT(methods, 30);
}

// A small contract that is complete, before `spoil` has its way with it.
absl::Status CheckPlanted(const std::function<void(FileDescriptorProto&)>& spoil) {
  FileDescriptorProto file;
  file.set_name("planted.proto");
  file.set_package("setara.v1");
  file.set_syntax("proto3");
  file.add_dependency("setara/v1/access.proto");
  for (const char* name : {"PlantedRequest", "PlantedResponse"}) {
    auto& message = *file.add_message_type();
    message.set_name(name);
    auto& field = *message.add_field();
    field.set_name("value");
    field.set_number(1);
    field.set_type(google::protobuf::FieldDescriptorProto::TYPE_INT32);
    field.set_label(google::protobuf::FieldDescriptorProto::LABEL_OPTIONAL);
    field.mutable_options()->SetExtension(v1::data_class, v1::DATA_CLASS_PUBLIC);
  }
  auto& service = *file.add_service();
  service.set_name("PlantedService");
  auto& method = *service.add_method();
  method.set_name("GetPlant");
  method.set_input_type(".setara.v1.PlantedRequest");
  method.set_output_type(".setara.v1.PlantedResponse");
  v1::Grant& grant = *method.mutable_options()->MutableExtension(v1::access)->add_grants();
  grant.set_role(v1::ROLE_COUNSELOR);
  grant.set_scope(v1::SCOPE_ALL);
  spoil(file);
  DescriptorPool pool(DescriptorPool::generated_pool());
  const FileDescriptor* built = pool.BuildFile(file);
  if (built == nullptr) return absl::InternalError("the planted contract does not build");
  return CheckAccessDeclared(*built->service(0));
}

void ExpectRefused(const absl::Status& status, const std::string& name) {
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
  EXPECT_NE(status.message().find(name), std::string::npos) << status;
}

google::protobuf::MethodOptions& OptionsOfMethod(FileDescriptorProto& file) {
  return *file.mutable_service(0)->mutable_method(0)->mutable_options();
}

TEST(DeclarationsTest, APlantedCompleteContractPasses) {
  EXPECT_TRUE(CheckPlanted([](FileDescriptorProto&) {}).ok());
}

TEST(DeclarationsTest, AMethodWithoutGrantsIsRefused) {
  ExpectRefused(CheckPlanted([](FileDescriptorProto& file) {
                  OptionsOfMethod(file).ClearExtension(v1::access);
                }),
                "setara.v1.PlantedService.GetPlant");
  ExpectRefused(CheckPlanted([](FileDescriptorProto& file) {
                  OptionsOfMethod(file).MutableExtension(v1::access)->clear_grants();
                }),
                "setara.v1.PlantedService.GetPlant");
}

TEST(DeclarationsTest, AGrantWithoutRoleOrScopeIsRefused) {
  ExpectRefused(
      CheckPlanted([](FileDescriptorProto& file) {
        OptionsOfMethod(file).MutableExtension(v1::access)->mutable_grants(0)->clear_role();
      }),
      "setara.v1.PlantedService.GetPlant");
  ExpectRefused(
      CheckPlanted([](FileDescriptorProto& file) {
        OptionsOfMethod(file).MutableExtension(v1::access)->mutable_grants(0)->clear_scope();
      }),
      "setara.v1.PlantedService.GetPlant");
}

TEST(DeclarationsTest, AFieldWithoutDataClassIsRefusedOnEitherSide) {
  for (int side : {0, 1}) {
    ExpectRefused(CheckPlanted([side](FileDescriptorProto& file) {
                    file.mutable_message_type(side)->mutable_field(0)->clear_options();
                  }),
                  side == 0 ? "setara.v1.PlantedRequest.value" : "setara.v1.PlantedResponse.value");
  }
}

TEST(DeclarationsTest, AFieldDeepDownWithoutDataClassIsRefused) {
  ExpectRefused(CheckPlanted([](FileDescriptorProto& file) {
                  auto& inner = *file.add_message_type();
                  inner.CopyFrom(file.message_type(0));
                  inner.set_name("Inner");
                  inner.mutable_field(0)->clear_options();
                  auto& field = *file.mutable_message_type(1)->add_field();
                  field.CopyFrom(file.message_type(0).field(0));
                  field.set_name("inner");
                  field.set_number(2);
                  field.set_type(google::protobuf::FieldDescriptorProto::TYPE_MESSAGE);
                  field.set_type_name(".setara.v1.Inner");
                }),
                "setara.v1.Inner.value");
}

}  // namespace
}  // namespace setara
