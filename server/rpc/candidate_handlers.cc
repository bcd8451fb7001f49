#include <algorithm>

#include "matcher/domain/errors.h"
#include "matcher/vocabulary/skills.h"
#include "server/rpc/candidate_scan.h"
#include "server/rpc/convert_rights.h"
#include "server/rpc/live_consents.h"
#include "server/rpc/live_records.h"
#include "server/rpc/named_candidate.h"
#include "server/rpc/page_token.h"
#include "server/rpc/parts.h"
#include "server/rpc/pseudonym.h"
#include "server/rpc/write_or_check.h"
#include "server/store/disclosures.h"
#include "server/store/openings.h"
#include "server/store/pseudonyms.h"

namespace setara {
namespace {

constexpr int kMaxPage = 100;

struct Asked {
  Opening opening;
  std::string key;  // of the pseudonyms
};

// The opening, when it is the caller's to ask about. The dispatcher checks the scope as well; here
// it holds even for a caller who reaches further.
absl::StatusOr<Asked> LoadAsked(const Parts& parts, const CallContext& context,
                                const std::string& name) {
  absl::StatusOr<std::string> id = ParseName(name, "openings", "opening");
  if (!id.ok()) return id.status();
  Asked asked;
  absl::Status read = parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::string> key = PseudonymKey(db);
    if (!key.ok()) return key.status();
    asked.key = *std::move(key);
    absl::StatusOr<Opening> opening = GetOpening(db, *id);
    if (!opening.ok()) return opening.status();
    asked.opening = *std::move(opening);
    return absl::OkStatus();
  });
  if (!read.ok()) return read;
  const std::string& own = context.caller.place.employer_id;
  if (asked.opening.employer_id.empty() ||
      (context.scope == v1::SCOPE_EMPLOYER && asked.opening.employer_id != own)) {
    return NotFound(name);
  }
  if (!IsOpenOn(asked.opening, context.today)) {
    return WithReason(absl::FailedPreconditionError("the opening is not open today"),
                      "OPENING_NOT_OPEN");
  }
  if (asked.opening.occupation_code.size() < kRelatedDigits && asked.opening.skills.empty()) {
    return WithReason(absl::FailedPreconditionError(
                          "give the opening an occupation of two digits or more, or skills"),
                      "OPENING_NOT_CODED");
  }
  return asked;
}

void FillCandidate(const Seeker& seeker, const Pseudonymizer& pseudonyms, v1::Candidate* out) {
  out->set_pseudonym(pseudonyms.Of(seeker.id));
  for (uint16_t skill : seeker.skills) out->add_skills(ToString(static_cast<SkillId>(skill)));
  out->set_education(static_cast<v1::EducationLevel>(seeker.education));
  for (const Wish& wish : seeker.wishes) {
    if (!wish.occupation_code.empty()) out->add_occupation_codes(wish.occupation_code);
  }
  out->set_region_code(seeker.region_code);
}

// Names those who consent to it now, and keeps each showing in the same transaction.
absl::Status NameConsenting(Connection& db, const Asked& asked, const std::vector<Seeker>& seekers,
                            CallContext& context, v1::ListCandidatesResponse* response) {
  const ConsentMatter matter{ConsentPurpose::kShareWithEmployer, asked.opening.employer_id,
                             asked.opening.id};
  for (size_t i = 0; i < seekers.size(); ++i) {
    v1::Candidate& candidate = *response->mutable_candidates(static_cast<int>(i));
    candidate.clear_named();
    candidate.clear_seeker();
    absl::StatusOr<std::optional<GrantInForce>> grant =
        FindConsent(db, seekers[i].row, matter, context.today);
    if (!grant.ok()) return grant.status();
    if (!grant->has_value()) continue;
    // Withdrawn since the list was read: then its answer did not list this showing either.
    absl::StatusOr<bool> matched =
        HasConsent(db, seekers[i].row, ConsentPurpose::kMatching, "", "", context.today);
    if (!matched.ok()) return matched.status();
    if (!*matched) continue;
    FillNamed(seekers[i], **grant, candidate.mutable_named());
    candidate.set_seeker("seekers/" + seekers[i].id);
    context.event.subjects.insert(candidate.seeker());
    context.event.data_classes |= kNamedClasses;
    absl::Status kept =
        RecordDisclosure(db, {0, seekers[i].row, matter.employer_id, matter.opening_id,
                              (*grant)->id, kNamedClasses, context.now});
    if (!kept.ok()) return kept;
  }
  return absl::OkStatus();
}

// Whether anybody on the page consents to be named; most pages need no write then.
absl::StatusOr<bool> AnyConsents(Store& store, const Asked& asked,
                                 const std::vector<Seeker>& seekers, Date today) {
  bool any = false;
  absl::Status read = store.Read([&](Connection& db) -> absl::Status {
    for (const Seeker& seeker : seekers) {
      absl::StatusOr<bool> has = HasConsent(db, seeker.row, ConsentPurpose::kShareWithEmployer,
                                            asked.opening.employer_id, asked.opening.id, today);
      if (!has.ok()) return has.status();
      any = any || *has;
    }
    return absl::OkStatus();
  });
  if (!read.ok()) return read;
  return any;
}

absl::StatusOr<std::optional<CandidateKey>> ReadToken(const v1::ListCandidatesRequest& request) {
  if (request.page_token().empty()) return std::optional<CandidateKey>();
  absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 3);
  if (!key.ok()) return key.status();
  return std::optional<CandidateKey>(
      {static_cast<int>((*key)[0]), static_cast<int>((*key)[1]), static_cast<uint64_t>((*key)[2])});
}

absl::Status List(const Parts& parts, CallContext& context,
                  const v1::ListCandidatesRequest& request, v1::ListCandidatesResponse* response) {
  absl::StatusOr<int> size = PageSize(request.page_size(), 20, kMaxPage);
  if (!size.ok()) return size.status();
  absl::StatusOr<std::optional<CandidateKey>> after = ReadToken(request);
  if (!after.ok()) return after.status();
  absl::StatusOr<Asked> asked = LoadAsked(parts, context, request.opening());
  if (!asked.ok()) return asked.status();
  if (absl::Status ready = WaitForIndex(parts, context); !ready.ok()) return ready;
  std::shared_ptr<const Snapshot> snapshot = parts.index.Current();
  if (snapshot == nullptr) return parts.index.Ready();
  const Pseudonymizer pseudonyms(asked->key, asked->opening.employer_id);
  std::vector<CandidateRow> rows = ScanCandidates(
      *snapshot, asked->opening, context.today, [&](int64_t row) { return pseudonyms.Tie(row); },
      *after ? &**after : nullptr, *size + 1);
  const bool more = rows.size() > static_cast<size_t>(*size);
  if (more) rows.pop_back();
  std::vector<int64_t> numbers;
  for (const CandidateRow& row : rows) numbers.push_back(row.row);
  absl::StatusOr<std::vector<Seeker>> seekers = LiveSeekers(parts.store, numbers, context.today);
  if (!seekers.ok()) return seekers.status();
  for (const Seeker& seeker : *seekers) {
    FillCandidate(seeker, pseudonyms, response->add_candidates());
  }
  if (more) {
    const CandidateKey& last = rows.back().key;
    response->set_next_page_token(
        EncodePageToken(request, {last.digits, last.skills, static_cast<int64_t>(last.tie)}));
  }
  absl::StatusOr<bool> any = AnyConsents(parts.store, *asked, *seekers, context.today);
  if (!any.ok() || !*any) return any.status();
  return AuditedWrite(parts.store, context, [&](Connection& db) {
    return NameConsenting(db, *asked, *seekers, context, response);
  });
}

}  // namespace

void HandleCandidates(Dispatcher& dispatcher, const Parts& parts) {
  dispatcher.Handle<v1::ListCandidatesRequest, v1::ListCandidatesResponse>(
      "setara.v1.ConsentService.ListCandidates",
      [parts](CallContext& context, const auto& request, auto* out) {
        return List(parts, context, request, out);
      });
}

}  // namespace setara
