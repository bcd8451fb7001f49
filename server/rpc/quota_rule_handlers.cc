// QuotaRuleService: rules as data. What a rule changes is derived by quota_table.
#include <absl/strings/str_cat.h>

#include <algorithm>

#include "matcher/domain/errors.h"
#include "server/quota_table/rule_rows.h"
#include "server/rpc/convert_employer.h"
#include "server/rpc/narrow.h"
#include "server/rpc/store_handlers.h"
#include "server/rpc/write_or_check.h"
#include "server/store/request_ids.h"
#include "setara/v1/quota_rule.pb.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.QuotaRuleService.";

// Whether the caller may record rules of this region: a rule reaches no further than who records
// it. "" is the whole country.
absl::Status MayRecord(const CallContext& context, const std::string& region_code,
                       std::string_view field) {
  absl::StatusOr<std::string> reach = RegionInScope(context, region_code, field);
  if (!reach.ok()) return reach.status();
  if (*reach == region_code) return absl::OkStatus();
  return WithReason(
      absl::PermissionDeniedError("a nation-wide rule needs an account of the whole country"),
      "ACCESS_DENIED");
}

// The rule as believed now, and whether it was recorded rather than shipped.
struct Standing {
  quota::Rule rule;
  bool recorded = false;
};

absl::StatusOr<Standing> FindRule(Connection& db, const std::string& id, std::string_view field) {
  absl::StatusOr<quota::RuleBook> book = LoadRuleBook(db);
  if (!book.ok()) return book.status();
  const quota::Rule* rule = book->Latest().Find(id);
  if (rule == nullptr) {
    return WithMetadata(NotFound("quota rule " + id), "field", std::string(field));
  }
  return Standing{*rule, quota::Rules::Get().Find(id) == nullptr};
}

// Fails when the id was ever used: past answers cite it.
absl::Status CheckIdIsNew(Connection& db, const std::string& id) {
  absl::StatusOr<std::vector<quota::RuleVersion>> versions = LoadRuleVersions(db);
  if (!versions.ok()) return versions.status();
  bool used = quota::Rules::Get().Find(id) != nullptr ||
              std::any_of(versions->begin(), versions->end(),
                          [&](const quota::RuleVersion& version) { return version.rule.id == id; });
  if (!used) return absl::OkStatus();
  return WithReason(absl::AlreadyExistsError("a rule of this id was recorded before"),
                    "RULE_ID_TAKEN");
}

absl::Status AddReplaced(Connection& db, const CallContext& context,
                         const v1::CreateQuotaRuleRequest& request, const quota::Rule& rule,
                         std::vector<quota::RuleVersion>& versions) {
  for (int i = 0; i < request.replaces_size(); ++i) {
    const std::string field = "replaces[" + std::to_string(i) + "]";
    absl::StatusOr<Standing> old = FindRule(db, request.replaces(i), field);
    if (!old.ok()) return old.status();
    absl::Status allowed = MayRecord(context, old->rule.region_code, field);
    if (!allowed.ok()) return allowed;
    if (rule.valid_from <= old->rule.valid_from) {
      return InvalidField(field, "began on the day of the new rule or later: withdraw it");
    }
    old->rule.valid_until = rule.valid_from;
    versions.push_back({old->rule, false, {}});
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> RecordNew(Connection& db, const CallContext& context,
                                      const v1::CreateQuotaRuleRequest& request,
                                      const quota::Rule& rule) {
  absl::Status status = CheckIdIsNew(db, rule.id);
  std::vector<quota::RuleVersion> versions;
  if (status.ok()) status = AddReplaced(db, context, request, rule, versions);
  if (!status.ok()) return status;
  versions.push_back({rule, false, {}});
  absl::StatusOr<Instant> known_at = RecordRules(db, versions, context.now);
  if (!known_at.ok()) return known_at.status();
  return rule.id;
}

// The last version of the rule, as stored.
absl::Status Answer(Connection& db, const std::string& id, v1::QuotaRule* response) {
  absl::StatusOr<std::vector<quota::RuleVersion>> versions = LoadRuleVersions(db);
  if (!versions.ok()) return versions.status();
  for (const quota::RuleVersion& version : *versions) {
    if (version.rule.id != id) continue;
    *response = ToProto(version.rule);
    *response->mutable_known_at() = ToProto(version.known_at);
  }
  return absl::OkStatus();
}

absl::Status Create(Store& store, CallContext& context, const v1::CreateQuotaRuleRequest& request,
                    v1::QuotaRule* response) {
  if (!request.has_rule()) return InvalidField("rule", "is required");
  if (request.request_id().size() > 100) {
    return InvalidField("request_id", "is longer than 100 bytes");
  }
  absl::StatusOr<quota::Rule> rule = FromProto(request.rule());
  if (!rule.ok()) return WithFieldPrefix(rule.status(), "rule");
  absl::Status allowed = MayRecord(context, rule->region_code, "rule.region_code");
  if (!allowed.ok()) return allowed;
  absl::Status status =
      WriteOrCheck(store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
        absl::StatusOr<std::string> id =
            OncePerRequest(db, absl::StrCat(kService, "CreateQuotaRule ", context.caller.name),
                           request.request_id(), context.now,
                           [&] { return RecordNew(db, context, request, *rule); });
        return id.ok() ? Answer(db, *id, response) : id.status();
      });
  if (request.validate_only()) response->clear_known_at();
  return status;
}

absl::StatusOr<quota::RuleVersion> EndedVersion(const Standing& standing,
                                                const v1::EndQuotaRuleRequest& request) {
  if (request.withdraw()) {
    if (!standing.recorded) {
      return WithReason(absl::FailedPreconditionError(
                            "a rule that ships with Setara can be ended, not withdrawn"),
                        "RULE_SHIPPED");
    }
    return quota::RuleVersion{standing.rule, true, {}};
  }
  FieldErrors errors;
  std::optional<Date> until = FromProto(request.valid_until(), "valid_until", errors);
  if (!errors.empty()) return errors.ToStatus();
  quota::Rule ended = standing.rule;
  ended.valid_until = until;
  if (*until <= ended.valid_from) {
    return InvalidField("valid_until", "is not after the rule's first day: withdraw it instead");
  }
  return quota::RuleVersion{ended, false, {}};
}

absl::Status End(Store& store, CallContext& context, const v1::EndQuotaRuleRequest& request,
                 v1::QuotaRule* response) {
  if (request.rule_id().empty()) return InvalidField("rule_id", "is required");
  if (request.withdraw() == request.has_valid_until()) {
    return InvalidField("valid_until", "give either it or withdraw");
  }
  absl::Status status =
      WriteOrCheck(store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
        absl::StatusOr<Standing> standing = FindRule(db, request.rule_id(), "rule_id");
        if (!standing.ok()) return standing.status();
        absl::Status allowed = MayRecord(context, standing->rule.region_code, "rule_id");
        if (!allowed.ok()) return allowed;
        absl::StatusOr<quota::RuleVersion> version = EndedVersion(*standing, request);
        if (!version.ok()) return version.status();
        absl::StatusOr<Instant> known_at = RecordRules(db, {*version}, context.now);
        return known_at.ok() ? Answer(db, request.rule_id(), response) : known_at.status();
      });
  if (request.validate_only()) response->clear_known_at();
  return status;
}

}  // namespace

void HandleQuotaRules(Dispatcher& dispatcher, Store& store, std::function<void()> recorded) {
  const std::string service = kService;
  dispatcher.Handle<v1::CreateQuotaRuleRequest, v1::QuotaRule>(
      service + "CreateQuotaRule",
      [&store, recorded](CallContext& context, const auto& request, auto* out) {
        absl::Status status = Create(store, context, request, out);
        recorded();
        return status;
      });
  dispatcher.Handle<v1::EndQuotaRuleRequest, v1::QuotaRule>(
      service + "EndQuotaRule",
      [&store, recorded](CallContext& context, const auto& request, auto* out) {
        absl::Status status = End(store, context, request, out);
        recorded();
        return status;
      });
}

}  // namespace setara
