#include "server/rpc/gate.h"

#include "matcher/domain/errors.h"
#include "server/access/method_rules.h"
#include "server/access/request_fields.h"
#include "server/access/visibility.h"

namespace setara {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

namespace {

absl::Status CredentialsMissing() {
  return WithReason(absl::UnauthenticatedError("sign in first: this needs a token"),
                    "CREDENTIALS_MISSING");
}

// How the audit log and the person it speaks to name where a caller works.
std::string PlaceName(const CallerPlace& place) {
  if (!place.branch.empty()) return "branches/" + place.branch;
  if (!place.employer_id.empty()) return "employers/" + place.employer_id;
  if (!place.region_code.empty()) return "regions/" + place.region_code;
  return "";
}

// Path of the first field, in the order of the fields, that names a record which the scope holds.
std::string FirstFieldNaming(v1::Scope scope, const Descriptor& message, int depth = 0) {
  constexpr int kDepth = 4;
  for (int i = 0; i < message.field_count() && depth < kDepth; ++i) {
    const google::protobuf::FieldDescriptor& field = *message.field(i);
    if (Constrains(scope, field.options().GetExtension(v1::resource))) return field.name();
    if (field.message_type() == nullptr || field.is_repeated()) continue;
    if (field.message_type()->file()->package() != "setara.v1") continue;
    std::string below = FirstFieldNaming(scope, *field.message_type(), depth + 1);
    if (!below.empty()) return field.name() + "." + below;
  }
  return "";
}

absl::Status CheckPurpose(const v1::AccessRule& rule, const CallContext& context) {
  if (context.purpose.empty() && !rule.purpose_required()) return absl::OkStatus();
  if (MayState(context.caller.role, context.purpose)) return absl::OkStatus();
  return InvalidField(kPurposeKey, "state why the data are needed; your role may state: " +
                                       PurposesOf(context.caller.role));
}

}  // namespace

void Gate::Prepare(const MethodDescriptor& method) {
  for (int role = v1::Role_MIN; role <= v1::Role_MAX; ++role) {
    auto key = std::make_pair(method.output_type(), static_cast<v1::Role>(role));
    if (!filters_.contains(key)) {
      filters_.emplace(key, AnswerFilter(*method.output_type(), static_cast<v1::Role>(role)));
    }
  }
}

const AnswerFilter& Gate::FilterOf(const Descriptor& answer, v1::Role role) const {
  return filters_.at({&answer, role});
}

absl::Status Gate::Admit(const MethodDescriptor& method, CallContext& context) const {
  context.event.at = context.now;
  context.event.method = method.full_name();
  context.event.peer = context.credentials.peer;
  if (authenticator_ != nullptr) {
    absl::StatusOr<Caller> caller = authenticator_->Authenticate(context.credentials, context.now);
    if (!caller.ok()) return caller.status();
    context.caller = *std::move(caller);
  }
  context.event.caller = context.caller.name;
  context.event.role = context.caller.role;
  context.event.place = PlaceName(context.caller.place);
  context.scope = ScopeOf(method, context.caller);
  if (context.scope == v1::SCOPE_UNSPECIFIED) {
    return context.caller.anonymous() ? CredentialsMissing() : MethodDenied();
  }
  Alert(context);
  absl::Status purpose = CheckPurpose(RuleOf(method), context);
  if (purpose.ok()) context.event.purpose = context.purpose;
  return purpose;
}

void Gate::Alert(CallContext& context) const {
  bool reviews = context.caller.role == v1::ROLE_SUPERVISOR ||
                 context.caller.role == v1::ROLE_DATA_PROTECTION_OFFICER;
  if (!reviews || records_ == nullptr) return;
  absl::StatusOr<int64_t> waiting = records_->CountUnreviewed(context.caller);
  // The call itself must not fail because the reminder could not be counted.
  if (waiting.ok() && *waiting > 0) {
    context.trailers[kAttentionKey] = "break-glass=" + std::to_string(*waiting);
  }
}

absl::StatusOr<bool> Gate::OpenedByBreakingGlass(const NamedResource& named, const RecordHome& home,
                                                 CallContext& context) const {
  const bool personal =
      named.kind == v1::RESOURCE_KIND_SEEKER || named.kind == v1::RESOURCE_KIND_CASE;
  if (!personal || context.scope != v1::SCOPE_BRANCH) return false;
  absl::StatusOr<std::string> grant =
      records_->FindBreakGlass(context.caller, "seekers/" + home.seeker_id, context.now);
  if (!grant.ok()) return grant.status();
  if (!grant->empty()) context.event.break_glass = *grant;
  return !grant->empty();
}

absl::StatusOr<std::string> Gate::FirstBeyond(std::vector<NamedResource> named,
                                              CallContext& context) const {
  std::erase_if(named, [&](const NamedResource& one) {
    bool own_account = one.kind == v1::RESOURCE_KIND_ACCOUNT && one.name == context.caller.name;
    return own_account || !Constrains(context.scope, one.kind);
  });
  if (named.empty()) return "";
  if (records_ == nullptr) return named.front().field;
  absl::StatusOr<std::vector<std::optional<RecordHome>>> places = records_->FindPlaces(named);
  if (!places.ok()) return places.status();
  for (size_t i = 0; i < named.size(); ++i) {
    if (!(*places)[i].has_value()) return named[i].field;
    if (named[i].kind == v1::RESOURCE_KIND_CASE) {
      context.event.subjects.insert("seekers/" + (*places)[i]->seeker_id);
    }
    if (Reaches(context.scope, context.caller, named[i].kind, named[i].name, *(*places)[i])) {
      continue;
    }
    absl::StatusOr<bool> opened = OpenedByBreakingGlass(named[i], *(*places)[i], context);
    if (!opened.ok()) return opened.status();
    if (!*opened) return named[i].field;
  }
  return "";
}

absl::Status Gate::CheckRequest(const MethodDescriptor& method, const Message& request,
                                CallContext& context) const {
  const v1::AccessRule& rule = RuleOf(method);
  absl::Status fields = CheckRequestFields(request, context.caller.role, rule.writes());
  if (!fields.ok()) return fields;
  std::vector<NamedResource> named = NamedResources(request);
  bool held = false;
  for (const NamedResource& one : named) {
    if (context.event.object.empty()) context.event.object = one.name;
    if (one.kind == v1::RESOURCE_KIND_SEEKER) context.event.subjects.insert(one.name);
    held = held || Constrains(context.scope, one.kind);
  }
  absl::StatusOr<std::string> beyond = FirstBeyond(std::move(named), context);
  if (!beyond.ok()) return beyond.status();
  if (!beyond->empty()) return RecordDenied();
  if (!held && !rule.narrowed() && context.scope != v1::SCOPE_ALL) {
    return InvalidField(FirstFieldNaming(context.scope, *method.input_type()),
                        "name the record: your role reaches only some of them");
  }
  if (rule.writes()) context.event.data_classes = DataClassesOf(request);
  return absl::OkStatus();
}

absl::Status Gate::FilterAnswer(const MethodDescriptor& method, CallContext& context,
                                Message* answer) const {
  const AnswerFilter& filter = FilterOf(*method.output_type(), context.caller.role);
  std::vector<NamedResource> named;
  AgreementFinder agrees = [&](const std::string& seeker, const std::string& opening,
                               Visibility::Read condition) -> absl::StatusOr<bool> {
    if (records_ == nullptr) return false;
    return records_->Agrees(context, seeker, opening, condition);
  };
  if (absl::Status status = filter.Apply(answer, agrees, &named); !status.ok()) return status;
  for (const NamedResource& one : named) {
    if (one.kind == v1::RESOURCE_KIND_SEEKER) context.event.subjects.insert(one.name);
  }
  absl::StatusOr<std::string> beyond = FirstBeyond(std::move(named), context);
  if (!beyond.ok()) return beyond.status();
  if (!beyond->empty()) {
    return absl::InternalError(method.full_name() + " answered beyond the caller's scope in " +
                               *beyond);
  }
  context.event.data_classes |= filter.data_classes();
  return absl::OkStatus();
}

bool Gate::NeedsRecord(const MethodDescriptor& method, const CallContext& context,
                       const absl::Status& status) const {
  if (status.code() == absl::StatusCode::kPermissionDenied) return true;
  if (status.code() == absl::StatusCode::kUnauthenticated) {
    return Reason(status) != "CREDENTIALS_MISSING";
  }
  if (!status.ok()) return false;
  const AnswerFilter& filter = FilterOf(*method.output_type(), context.caller.role);
  return RuleOf(method).writes() || filter.data_classes() != 0;
}

}  // namespace setara
