#include "server/document/plain_text.h"
#include "server/evidence/canonical.h"
#include "server/evidence/printed.h"
#include "server/keys/sodium.h"
#include "server/pdf/pdf.h"
#include "server/rpc/convert_rights.h"
#include "server/rpc/parts.h"
#include "setara/v1/evidence.pb.h"

namespace setara {
namespace {

constexpr int kMaxYears = 20;
constexpr size_t kTextWidth = 100;

absl::StatusOr<EvidenceQuery> ReadQuery(const CallContext& context,
                                        const v1::GetEvidencePackRequest& in) {
  EvidenceQuery query;
  absl::StatusOr<std::string> id = ParseName(in.employer(), "employers", "employer");
  if (!id.ok()) return id.status();
  query.employer_id = *std::move(id);
  FieldErrors errors;
  if (!in.has_from()) errors.Add("from", "is required");
  if (!in.has_to()) errors.Add("to", "is required");
  if (!errors.empty()) return errors.ToStatus();
  query.from = FromProto(in.from(), "from", errors).value_or(Date());
  query.to = FromProto(in.to(), "to", errors).value_or(Date());
  query.known_at =
      ReadPast(in.has_known_at(), in.known_at(), context.now, context.now, "known_at", errors);
  if (!errors.empty()) return errors.ToStatus();
  if (query.to < query.from) return InvalidField("to", "is before the first day");
  if (query.to - query.from > std::chrono::days(366 * kMaxYears)) {
    return InvalidField("to", "is more than 20 years after the first day");
  }
  return query;
}

absl::Status Get(const Parts& parts, const ReferralSource& referrals, const CallContext& context,
                 const v1::GetEvidencePackRequest& in, v1::EvidencePack* out) {
  absl::StatusOr<EvidenceQuery> query = ReadQuery(context, in);
  if (!query.ok()) return query.status();
  evidence::Pack pack;
  absl::Status read = parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<evidence::Pack> gathered =
        GatherEvidence(db, *query, referrals, [&] { return context.Expired(); });
    if (!gathered.ok()) return gathered.status();
    pack = *std::move(gathered);
    return absl::OkStatus();
  });
  if (!read.ok()) return read;
  out->set_content_json(evidence::Canonical(pack, Sha256Hex));
  out->set_content_sha256(Sha256Hex(out->content_json()));
  const Document document = evidence::Printed(pack, out->content_sha256());
  absl::StatusOr<std::string> pdf = PrintPdf(document);
  if (!pdf.ok()) return pdf.status();
  out->set_pdf(*std::move(pdf));
  out->set_text(PlainText(document, kTextWidth));
  out->set_employer(in.employer());
  *out->mutable_from() = ToProto(query->from);
  *out->mutable_to() = ToProto(query->to);
  *out->mutable_known_at() = ToProto(query->known_at);
  return absl::OkStatus();
}

}  // namespace

void HandleEvidence(Dispatcher& dispatcher, const Parts& parts, ReferralSource referrals) {
  dispatcher.Handle<v1::GetEvidencePackRequest, v1::EvidencePack>(
      "setara.v1.EvidenceService.GetEvidencePack",
      [parts, referrals = std::move(referrals)](CallContext& context, const auto& in, auto* out) {
        return Get(parts, referrals, context, in, out);
      });
}

}  // namespace setara
