#include "server/rpc/status.h"

#include <cstdlib>

#include "google/rpc/error_details.pb.h"
#include "matcher/domain/errors.h"

namespace setara {
namespace {

// For failures that no one gave a reason of their own.
std::string DefaultReason(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInvalidArgument:
      return "INVALID_FIELD";
    case absl::StatusCode::kNotFound:
      return "RESOURCE_NOT_FOUND";
    case absl::StatusCode::kAlreadyExists:
      return "RESOURCE_EXISTS";
    case absl::StatusCode::kAborted:
      return "ETAG_MISMATCH";
    default:
      return absl::StatusCodeToString(code);
  }
}

std::string PublicMessage(const absl::Status& status) {
  if (status.code() == absl::StatusCode::kInternal ||
      status.code() == absl::StatusCode::kDataLoss) {
    return "the server failed to answer; its log says why";
  }
  return std::string(status.message());
}

}  // namespace

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  google::rpc::Status out;
  out.set_code(static_cast<int>(status.code()));
  if (status.ok()) return out;
  out.set_message(PublicMessage(status));
  google::rpc::ErrorInfo info;
  std::string reason = Reason(status);
  info.set_reason(reason.empty() ? DefaultReason(status.code()) : reason);
  info.set_domain("setara");
  for (const auto& [key, value] : Metadata(status)) (*info.mutable_metadata())[key] = value;
  out.add_details()->PackFrom(info);
  google::rpc::BadRequest bad_request;
  for (const FieldViolation& violation : FieldViolations(status)) {
    google::rpc::BadRequest::FieldViolation* added = bad_request.add_field_violations();
    added->set_field(violation.field);
    added->set_description(violation.description);
  }
  if (auto wait = info.metadata().find("retry_after_seconds"); wait != info.metadata().end()) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_seconds(std::atoll(wait->second.c_str()));
    out.add_details()->PackFrom(retry);
  }
  if (bad_request.field_violations_size() > 0) out.add_details()->PackFrom(bad_request);
  return out;
}

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  google::rpc::Status rpc = ToRpcStatus(status);
  return grpc::Status(static_cast<grpc::StatusCode>(rpc.code()), rpc.message(),
                      rpc.SerializeAsString());
}

}  // namespace setara
