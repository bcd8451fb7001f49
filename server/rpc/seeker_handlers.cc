#include <absl/strings/str_cat.h>
#include <google/protobuf/empty.pb.h>

#include <algorithm>

#include "matcher/domain/errors.h"
#include "server/rpc/coding.h"
#include "server/rpc/convert.h"
#include "server/rpc/erasure.h"
#include "server/rpc/live_consents.h"
#include "server/rpc/narrow.h"
#include "server/rpc/page_token.h"
#include "server/rpc/parts.h"
#include "server/rpc/update_mask.h"
#include "server/rpc/write_or_check.h"
#include "server/store/places.h"
#include "server/store/request_ids.h"
#include "server/store/seekers.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.SeekerService.";
constexpr int kMaxListPage = 1000;

absl::StatusOr<Seeker> Load(Store& store, const std::string& id) {
  absl::StatusOr<Seeker> seeker;
  absl::Status status = store.Read([&](Connection& db) {
    seeker = GetSeeker(db, id);
    return seeker.status();
  });
  if (!status.ok()) return status;
  return seeker;
}

absl::Status Get(const Parts& parts, const v1::GetSeekerRequest& request, v1::Seeker* response) {
  absl::StatusOr<std::string> id = ParseName(request.name(), "seekers", "name");
  if (!id.ok()) return id.status();
  absl::StatusOr<Seeker> seeker = Load(parts.store, *id);
  if (!seeker.ok()) return seeker.status();
  *response = ToProto(*seeker);
  return absl::OkStatus();
}

absl::Status List(const Parts& parts, const CallContext& context,
                  const v1::ListSeekersRequest& request, v1::ListSeekersResponse* response) {
  absl::StatusOr<std::optional<std::string>> branch = BranchInScope(context);
  if (!branch.ok()) return branch.status();
  FieldErrors errors;
  CheckRegion(request.region_code(), "region_code", errors);
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, kMaxListPage);
  if (!size.ok()) return size.status();
  int64_t after = 0;
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 1);
    if (!key.ok()) return key.status();
    after = key->front();
  }
  SeekerFilter filter;
  filter.region_code = request.region_code();
  filter.branch = *branch;
  return parts.store.Read([&](Connection& db) {
    absl::StatusOr<std::vector<Seeker>> seekers = ListSeekers(db, filter, after, *size + 1);
    if (!seekers.ok()) return seekers.status();
    bool more = seekers->size() > static_cast<size_t>(*size);
    if (more) seekers->pop_back();
    for (const Seeker& seeker : *seekers) *response->add_seekers() = ToProto(seeker);
    if (more) response->set_next_page_token(EncodePageToken(request, {seekers->back().row}));
    return absl::OkStatus();
  });
}

bool IsOfCallersBranch(const CallContext& context, const std::string& branch) {
  if (context.scope == v1::SCOPE_ALL) return true;
  return context.scope == v1::SCOPE_BRANCH && !context.caller.place.branch.empty() &&
         branch == context.caller.place.branch;
}

// One NIK is one person: a second record of it is refused at the counter, not merged later.
absl::Status CheckNikIsFree(Connection& db, const CallContext& context, const Seeker& seeker) {
  if (seeker.identity.nik.empty()) return absl::OkStatus();
  absl::StatusOr<std::vector<RecordKey>> same = FindSeekersByNik(db, seeker.identity.nik);
  if (!same.ok()) return same.status();
  auto other = std::find_if(same->begin(), same->end(),
                            [&](const RecordKey& key) { return key.id != seeker.id; });
  if (other == same->end()) return absl::OkStatus();
  absl::Status taken = WithReason(
      absl::AlreadyExistsError("a person with this NIK is registered already: find them first"),
      "NIK_IS_REGISTERED");
  absl::StatusOr<std::optional<std::string>> branch = FindSeekerBranch(db, other->id);
  if (!branch.ok()) return branch.status();
  // Another branch's record is not named: its people are none of the caller's business.
  if (!branch->has_value() || !IsOfCallersBranch(context, **branch)) return taken;
  return WithMetadata(taken, "existing", "seekers/" + other->id);
}

// A new record belongs to the branch of whoever registers it.
absl::Status PlaceNewSeeker(const CallContext& context, Seeker& seeker) {
  if (context.scope == v1::SCOPE_ALL) return absl::OkStatus();
  absl::StatusOr<std::optional<std::string>> branch = BranchInScope(context);
  if (!branch.ok()) return branch.status();
  seeker.branch = branch->value_or("");
  return absl::OkStatus();
}

// Keeps the word behind the matching consent that a record came with (server/rpc/live_consents.h).
absl::Status KeepWord(Connection& db, const Seeker& seeker, const CallContext& context) {
  const ConsentChannel channel = context.caller.role == v1::ROLE_SEEKER
                                     ? ConsentChannel::kElectronic
                                     : ConsentChannel::kSignedPaper;
  return RecordWord(db, WordOfRecord(seeker, channel, context.caller.name, context.today),
                    seeker.identity.birth_date, context.now)
      .status();
}

absl::Status Create(const Parts& parts, CallContext& context,
                    const v1::CreateSeekerRequest& request, v1::Seeker* response) {
  if (!request.has_seeker()) return InvalidField("seeker", "is required");
  if (request.request_id().size() > 100) {
    return InvalidField("request_id", "is longer than 100 bytes");
  }
  absl::StatusOr<Seeker> seeker = FromProto(request.seeker());
  if (!seeker.ok()) return WithFieldPrefix(seeker.status(), "seeker");
  CodeWords(*seeker);
  if (absl::Status placed = PlaceNewSeeker(context, *seeker); !placed.ok()) return placed;
  auto insert = [&](Connection& db) -> absl::StatusOr<std::string> {
    if (absl::Status free = CheckNikIsFree(db, context, *seeker); !free.ok()) return free;
    absl::StatusOr<Seeker> inserted = InsertSeeker(db, *seeker, context.now);
    if (!inserted.ok()) return inserted.status();
    if (inserted->matching_consent_from) {
      absl::Status kept = KeepWord(db, *inserted, context);
      if (!kept.ok()) return kept;
    }
    return inserted->id;
  };
  absl::StatusOr<Seeker> stored;
  absl::Status status =
      WriteOrCheck(parts.store, context, request.validate_only(), [&](Connection& db) {
        absl::StatusOr<std::string> id =
            OncePerRequest(db, absl::StrCat(kService, "CreateSeeker ", context.caller.name),
                           request.request_id(), context.now, [&] { return insert(db); });
        if (!id.ok()) return id.status();
        context.event.subjects.insert("seekers/" + *id);
        stored = GetSeeker(db, *id);
        return stored.status();
      });
  if (!status.ok()) return WithFieldPrefix(status, "seeker");
  *response = ToProto(*stored);
  if (request.validate_only()) {
    response->clear_name();
    response->clear_etag();
  }
  return absl::OkStatus();
}

absl::StatusOr<Seeker> Updated(const Seeker& stored, const v1::UpdateSeekerRequest& request) {
  v1::Seeker merged = ToProto(stored);
  absl::Status applied = ApplyUpdate(request.seeker(), request.update_mask(), &merged);
  if (!applied.ok()) return applied;
  absl::StatusOr<Seeker> seeker = FromProto(merged);
  if (!seeker.ok()) return WithFieldPrefix(seeker.status(), "seeker");
  CodeWords(*seeker);
  seeker->id = stored.id;
  seeker->branch = stored.branch;  // changes by a transfer alone
  return seeker;
}

// Stores an update with what follows for the consents: a change of the matching consent is a word
// of the person, and a new birth date may end a parent's.
absl::StatusOr<Seeker> StoreUpdate(Connection& db, const Seeker& stored, const Seeker& seeker,
                                   std::optional<int64_t> version, const CallContext& context) {
  absl::StatusOr<Seeker> updated = UpdateSeeker(db, seeker, version, context.now);
  if (!updated.ok()) return updated;
  absl::Status status;
  if (updated->matching_consent_from != stored.matching_consent_from ||
      updated->matching_consent_until != stored.matching_consent_until) {
    status = KeepWord(db, *updated, context);
  } else if (updated->identity.birth_date != stored.identity.birth_date) {
    status = RefreshWhatFollows(db, stored.row, updated->identity.birth_date, context.now);
  } else {
    return updated;
  }
  if (!status.ok()) return status;
  return GetSeeker(db, stored.id);
}

absl::Status Update(const Parts& parts, CallContext& context,
                    const v1::UpdateSeekerRequest& request, v1::Seeker* response) {
  absl::StatusOr<std::string> id = ParseName(request.seeker().name(), "seekers", "seeker.name");
  if (!id.ok()) return id.status();
  absl::StatusOr<std::optional<int64_t>> version =
      ParseEtag(request.seeker().etag(), "seeker.etag");
  if (!version.ok()) return version.status();
  absl::StatusOr<Seeker> result;
  absl::Status status = WriteOrCheck(
      parts.store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
        absl::StatusOr<Seeker> stored = GetSeeker(db, *id);
        if (!stored.ok()) return stored.status();
        absl::StatusOr<Seeker> seeker = Updated(*stored, request);
        if (!seeker.ok()) return seeker.status();
        if (absl::Status free = CheckNikIsFree(db, context, *seeker); !free.ok()) return free;
        result = StoreUpdate(db, *stored, *seeker, *version, context);
        return result.status();
      });
  if (!status.ok()) return status;
  *response = ToProto(*result);
  return absl::OkStatus();
}

absl::Status Delete(const Parts& parts, CallContext& context,
                    const v1::DeleteSeekerRequest& request) {
  absl::StatusOr<std::string> id = ParseName(request.name(), "seekers", "name");
  if (!id.ok()) return id.status();
  absl::StatusOr<std::optional<int64_t>> version = ParseEtag(request.etag(), "etag");
  if (!version.ok()) return version.status();
  return AuditedWrite(parts.store, context, [&](Connection& db) -> absl::Status {
    absl::StatusOr<Seeker> seeker = GetSeeker(db, *id);
    if (!seeker.ok()) return seeker.status();
    return ErasePerson(db, *seeker, *version, context.now).status();
  });
}

absl::Status FindDuplicates(const Parts& parts, const CallContext& context,
                            const v1::FindDuplicateSeekersRequest& request,
                            v1::FindDuplicateSeekersResponse* response) {
  FieldErrors errors;
  PersonIdentity identity = FromProto(request.identity(), "identity.", errors);
  if (identity.nik.empty() && (identity.full_name.empty() || !identity.birth_date)) {
    errors.Add("identity", "give a NIK, or a name with a birth date");
  }
  if (!errors.empty()) return errors.ToStatus();
  return parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<RecordKey>> keys = FindSeekersByNik(db, identity.nik);
    if (!keys.ok()) return keys.status();
    if (!identity.full_name.empty()) {
      absl::StatusOr<std::vector<RecordKey>> likely =
          FindLikelySeekers(db, identity.full_name, identity.birth_date);
      if (!likely.ok()) return likely.status();
      keys->insert(keys->end(), likely->begin(), likely->end());
    }
    std::vector<int64_t> rows;
    for (const RecordKey& key : *keys) {
      if (rows.size() < 20 && std::find(rows.begin(), rows.end(), key.row) == rows.end()) {
        rows.push_back(key.row);
      }
    }
    absl::StatusOr<std::vector<Seeker>> seekers = GetSeekersByRows(db, rows);
    if (!seekers.ok()) return seekers.status();
    for (const Seeker& seeker : *seekers) {
      if (IsOfCallersBranch(context, seeker.branch)) {
        *response->add_seekers() = ToProto(seeker);
      } else {
        response->add_elsewhere("seekers/" + seeker.id);
      }
    }
    return absl::OkStatus();
  });
}

}  // namespace

void HandleSeekers(Dispatcher& dispatcher, const Parts& parts) {
  const std::string service = kService;
  dispatcher.Handle<v1::GetSeekerRequest, v1::Seeker>(
      service + "GetSeeker",
      [parts](CallContext&, const auto& request, auto* out) { return Get(parts, request, out); });
  dispatcher.Handle<v1::ListSeekersRequest, v1::ListSeekersResponse>(
      service + "ListSeekers", [parts](CallContext& context, const auto& request, auto* out) {
        return List(parts, context, request, out);
      });
  dispatcher.Handle<v1::CreateSeekerRequest, v1::Seeker>(
      service + "CreateSeeker", [parts](CallContext& context, const auto& request, auto* out) {
        return Create(parts, context, request, out);
      });
  dispatcher.Handle<v1::UpdateSeekerRequest, v1::Seeker>(
      service + "UpdateSeeker", [parts](CallContext& context, const auto& request, auto* out) {
        return Update(parts, context, request, out);
      });
  dispatcher.Handle<v1::DeleteSeekerRequest, google::protobuf::Empty>(
      service + "DeleteSeeker", [parts](CallContext& context, const auto& request, auto*) {
        return Delete(parts, context, request);
      });
  dispatcher.Handle<v1::FindDuplicateSeekersRequest, v1::FindDuplicateSeekersResponse>(
      service + "FindDuplicateSeekers",
      [parts](CallContext& context, const auto& request, auto* out) {
        return FindDuplicates(parts, context, request, out);
      });
}

}  // namespace setara
