// Access control of a call, in one place for every transport: who calls, whether their role may
// call the method and state the purpose, whether the records and fields of the request are theirs
// to name, and what of the answer they may see. The rules are in the contract's options and in
// server/access; nothing here knows a method by name.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/access/answer_filter.h"
#include "server/access/authenticator.h"
#include "server/rpc/call_context.h"

namespace setara {

// What access control asks of the records. Thread-safe.
class AccessRecords {
 public:
  virtual ~AccessRecords() = default;

  // Where each record belongs, in order; nullopt: there is none, or its name is no name of its
  // kind.
  virtual absl::StatusOr<std::vector<std::optional<RecordHome>>> FindPlaces(
      const std::vector<NamedResource>& records) = 0;

  // The grant, `breakGlassGrants/{id}`, under which `caller` has opened this person outside their
  // scope and which is in force at `now`; empty: none.
  virtual absl::StatusOr<std::string> FindBreakGlass(const Caller& caller,
                                                     const std::string& seeker, Instant now) = 0;

  // How many records opened in an emergency wait for a review by `caller`, a supervisor or the
  // data-protection officer.
  virtual absl::StatusOr<int64_t> CountUnreviewed(const Caller& caller) = 0;

  // Whether the person agrees, on the day of the call, to be counted in the quota, or to be known
  // to the caller's employer: for everything, or for `opening`, by default the one that the call
  // named first.
  virtual absl::StatusOr<bool> Agrees(const CallContext& context, const std::string& seeker,
                                      const std::string& opening, Visibility::Read condition) = 0;
};

// Prepare before the first call; then thread-safe.
class Gate {
 public:
  // Both may be missing: then everyone is anyone, and no record lies in a scope below SCOPE_ALL.
  Gate(Authenticator* authenticator, AccessRecords* records)
      : authenticator_(authenticator), records_(records) {}

  // Prepares the filters of the method's answers.
  void Prepare(const google::protobuf::MethodDescriptor& method);

  // Sets caller and scope. UNAUTHENTICATED (CREDENTIALS_MISSING, CREDENTIALS_INVALID),
  // RESOURCE_EXHAUSTED (TOO_MANY_ATTEMPTS), PERMISSION_DENIED (METHOD_DENIED), INVALID_ARGUMENT
  // naming `setara-purpose`.
  absl::Status Admit(const google::protobuf::MethodDescriptor& method, CallContext& context) const;

  // PERMISSION_DENIED: FIELD_DENIED, or ACCESS_DENIED for a record out of scope, whether or not it
  // exists. INVALID_ARGUMENT: no record is named that the scope could be held against. Notes
  // object, subjects and kinds of data for the audit.
  absl::Status CheckRequest(const google::protobuf::MethodDescriptor& method,
                            const google::protobuf::Message& request, CallContext& context) const;

  // Takes out what the caller may not see. INTERNAL: the answer holds a record out of scope, which
  // is a fault of the handler and must not leave.
  absl::Status FilterAnswer(const google::protobuf::MethodDescriptor& method, CallContext& context,
                            google::protobuf::Message* answer) const;

  // Whether the outcome belongs in the audit log: writes, personal data, denials.
  bool NeedsRecord(const google::protobuf::MethodDescriptor& method, const CallContext& context,
                   const absl::Status& status) const;

 private:
  const AnswerFilter& FilterOf(const google::protobuf::Descriptor& answer, v1::Role role) const;
  // Tells those who review emergencies that some wait, with whatever they call.
  void Alert(CallContext& context) const;
  // The field of the first record that is neither within the scope nor opened by breaking the glass
  // (which is noted); empty: all are.
  absl::StatusOr<std::string> FirstBeyond(std::vector<NamedResource> named,
                                          CallContext& context) const;
  absl::StatusOr<bool> OpenedByBreakingGlass(const NamedResource& named, const RecordHome& home,
                                             CallContext& context) const;

  Authenticator* authenticator_;
  AccessRecords* records_;
  std::map<std::pair<const google::protobuf::Descriptor*, v1::Role>, AnswerFilter> filters_;
};

}  // namespace setara
