#include "matcher/domain/errors.h"

#include <absl/strings/cord.h>

#include <optional>

namespace setara {
namespace {

constexpr char kFieldsUrl[] = "setara/field_violations";
constexpr char kReasonUrl[] = "setara/reason";
constexpr std::string_view kMetadataUrl = "setara/metadata/";
// Separators that no field path or description contains.
constexpr char kUnit = '\x1f';
constexpr char kRecord = '\x1e';

}  // namespace

absl::Status InvalidFields(const std::vector<FieldViolation>& violations) {
  std::string message, payload;
  for (const FieldViolation& violation : violations) {
    if (!message.empty()) message += "; ";
    message += violation.field + ": " + violation.description;
    payload += violation.field + kUnit + violation.description + kRecord;
  }
  absl::Status status = absl::InvalidArgumentError(message);
  status.SetPayload(kFieldsUrl, absl::Cord(payload));
  return status;
}

absl::Status InvalidField(std::string_view field, std::string_view description) {
  return InvalidFields({{std::string(field), std::string(description)}});
}

std::vector<FieldViolation> FieldViolations(const absl::Status& status) {
  std::vector<FieldViolation> violations;
  auto payload = status.GetPayload(kFieldsUrl);
  if (!payload.has_value()) return violations;
  std::string text(*payload);
  for (size_t start = 0; start < text.size();) {
    size_t unit = text.find(kUnit, start);
    size_t end = text.find(kRecord, unit);
    violations.push_back({text.substr(start, unit - start), text.substr(unit + 1, end - unit - 1)});
    start = end + 1;
  }
  return violations;
}

absl::Status WithFieldPrefix(const absl::Status& status, std::string_view prefix) {
  std::vector<FieldViolation> violations = FieldViolations(status);
  if (violations.empty()) return status;
  for (FieldViolation& violation : violations) {
    violation.field = std::string(prefix) + (violation.field.empty() ? "" : ".") + violation.field;
  }
  absl::Status prefixed = InvalidFields(violations);
  std::string reason = Reason(status);
  return reason.empty() ? prefixed : WithReason(prefixed, reason);
}

absl::Status NotFound(std::string_view resource_name) {
  return WithReason(absl::NotFoundError("there is no " + std::string(resource_name)),
                    "RESOURCE_NOT_FOUND");
}

absl::Status WithReason(absl::Status status, std::string_view reason) {
  status.SetPayload(kReasonUrl, absl::Cord(std::string(reason)));
  return status;
}

absl::Status WithMetadata(absl::Status status, std::string_view key, std::string_view value) {
  status.SetPayload(std::string(kMetadataUrl) + std::string(key), absl::Cord(std::string(value)));
  return status;
}

std::map<std::string, std::string> Metadata(const absl::Status& status) {
  std::map<std::string, std::string> metadata;
  status.ForEachPayload([&](auto url, const absl::Cord& value) {
    std::string key(url.data(), url.size());
    if (key.rfind(kMetadataUrl, 0) == 0) {
      metadata[key.substr(kMetadataUrl.size())] = std::string(value);
    }
  });
  return metadata;
}

std::string Reason(const absl::Status& status) {
  auto payload = status.GetPayload(kReasonUrl);
  return payload.has_value() ? std::string(*payload) : "";
}

}  // namespace setara
