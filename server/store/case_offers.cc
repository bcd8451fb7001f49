#include "server/store/case_offers.h"

#include "matcher/domain/errors.h"
#include "server/store/bitemporal.h"
#include "server/store/case_enums.h"
#include "server/store/case_seal.h"
#include "server/store/filters.h"

namespace setara {
namespace {

constexpr char kCarries[] = "case_offers.carries";
constexpr char kReason[] = "case_offers.answer_reason";
constexpr char kSelect[] =
    "SELECT o.case_row, o.number, o.id, o.kind, o.from_manager, o.from_branch, o.to_manager, "
    "o.to_branch, o.carries, o.state, o.answer_reason, o.offered_at, o.answered_at, o.due, c.id, "
    "c.branch, c.seeker_row FROM case_offers o JOIN cases c ON c.row = o.case_row";

absl::Status InsertOffer(Connection& db, const CaseRow& of, CaseKeys& keys, int64_t number,
                         const CaseOffer& offer) {
  absl::StatusOr<std::string> carries = keys.Seal(of.seeker_row, offer.carries, {kCarries, of.row});
  if (!carries.ok()) return carries.status();
  absl::StatusOr<std::string> reason =
      keys.Seal(of.seeker_row, offer.answer_reason, {kReason, of.row});
  if (!reason.ok()) return reason.status();
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO case_offers (case_row, number, id, kind, from_manager, from_branch, to_manager, "
      "to_branch, carries, state, answer_reason, offered_at, answered_at, due) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)");
  if (!insert.ok()) return insert.status();
  insert->Bind(1, of.row)
      .Bind(2, number)
      .Bind(3, offer.id)
      .Bind(4, static_cast<int64_t>(offer.kind))
      .Bind(5, offer.from_manager)
      .Bind(6, offer.from_branch)
      .Bind(7, offer.to_manager)
      .Bind(8, offer.to_branch)
      .BindBlob(9, *carries)
      .Bind(10, static_cast<int64_t>(offer.state))
      .BindBlob(11, *reason)
      .Bind(12, StoredInstant(offer.offered_at))
      .Bind(14, StoredInstant(offer.due));
  offer.answered_at ? insert->Bind(13, StoredInstant(*offer.answered_at)) : insert->BindNull(13);
  return insert->Run();
}

absl::StatusOr<ListedOffer> ReadOffer(const Statement& row, CaseKeys& keys) {
  ListedOffer listed;
  OfferedCase& offered = listed.offered;
  offered.case_row = row.Int(0);
  offered.case_id = row.Text(14);
  offered.branch = row.Text(15);
  CaseOffer& offer = offered.offer;
  offer.id = row.Text(2);
  offer.from_manager = row.Text(4);
  offer.from_branch = row.Text(5);
  offer.to_manager = row.Text(6);
  offer.to_branch = row.Text(7);
  offer.offered_at = InstantFromStored(row.Int(11));
  if (!row.IsNull(12)) offer.answered_at = InstantFromStored(row.Int(12));
  offer.due = InstantFromStored(row.Int(13));
  const int64_t kind = row.Int(3), state = row.Int(9);
  if (kind < 0 || kind > static_cast<int64_t>(LastOf(OfferKind())) || state < 0 ||
      state > static_cast<int64_t>(LastOf(CaseOfferState()))) {
    return absl::DataLossError("case_offers: unreadable value");
  }
  offer.kind = static_cast<OfferKind>(kind);
  offer.state = static_cast<CaseOfferState>(state);
  absl::StatusOr<std::string> carries =
      keys.Open(row.OptionalInt(16), row.TextView(8), {kCarries, offered.case_row});
  if (!carries.ok()) return carries.status();
  offer.carries = *std::move(carries);
  absl::StatusOr<std::string> reason =
      keys.Open(row.OptionalInt(16), row.TextView(10), {kReason, offered.case_row});
  if (!reason.ok()) return reason.status();
  offer.answer_reason = *std::move(reason);
  listed.key = {row.Int(11), row.Int(0), row.Int(1)};
  return listed;
}

absl::StatusOr<std::vector<ListedOffer>> ReadAll(Connection& db, Statement& query) {
  CaseKeys keys(db);
  std::vector<ListedOffer> offers;
  while (true) {
    absl::StatusOr<bool> row = query.Step();
    if (!row.ok()) return row.status();
    if (!*row) return offers;
    absl::StatusOr<ListedOffer> offer = ReadOffer(query, keys);
    if (!offer.ok()) return offer.status();
    offers.push_back(*std::move(offer));
  }
}

}  // namespace

absl::Status ReplaceCaseOffers(Connection& db, const CaseRow& of,
                               std::span<const CaseOffer> offers) {
  absl::StatusOr<Statement> remove = db.Prepare("DELETE FROM case_offers WHERE case_row = $1");
  if (!remove.ok()) return remove.status();
  if (absl::Status removed = remove->Bind(1, of.row).Run(); !removed.ok()) return removed;
  CaseKeys keys(db);
  int64_t number = 0;
  for (const CaseOffer& offer : offers) {
    absl::Status added = InsertOffer(db, of, keys, ++number, offer);
    if (!added.ok()) return added;
  }
  return absl::OkStatus();
}

absl::StatusOr<OfferedCase> GetCaseOffer(Connection& db, std::string_view offer_id) {
  absl::StatusOr<Statement> query = db.Prepare(std::string(kSelect) + " WHERE o.id = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<std::vector<ListedOffer>> found = ReadAll(db, query->Bind(1, offer_id));
  if (!found.ok()) return found.status();
  if (found->empty()) return NotFound("caseOffers/" + std::string(offer_id));
  return std::move(found->front().offered);
}

absl::StatusOr<std::vector<ListedOffer>> ListCaseOffers(Connection& db,
                                                        const CaseOfferFilter& filter,
                                                        const CaseOfferKey& before, int limit) {
  Conditions conditions(
      "o.offered_at <= $1 AND (o.offered_at, o.case_row, o.number) < ($1, $2, $3)");
  conditions.Add(before.offered_at);
  conditions.Add(before.case_row);
  conditions.Add(before.number);
  const std::string side = filter.outgoing ? "o.from_" : "o.to_";
  conditions.ExactText(side + "branch", filter.branch);
  if (filter.states != 0) conditions.Bits("o.state", filter.states);
  std::string text = kSelect + conditions.Where();
  if (!filter.manager.empty()) {
    const std::string manager = conditions.NextText(filter.manager);
    text += " AND (" + side + "manager = " + manager +
            (filter.outgoing ? ")" : " OR o.to_manager = '')");
  }
  absl::StatusOr<Statement> query =
      db.Prepare(text + " ORDER BY o.offered_at DESC, o.case_row DESC, o.number DESC LIMIT " +
                 conditions.Next(limit));
  if (!query.ok()) return query.status();
  conditions.BindTo(*query);
  return ReadAll(db, *query);
}

}  // namespace setara
