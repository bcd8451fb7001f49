#include "server/store/consents.h"

#include <string>

#include "matcher/domain/errors.h"
#include "server/store/bitemporal.h"
#include "server/store/entry_ids.h"

namespace setara {
namespace {

constexpr char kEventColumns[] =
    "entry, id, seeker_row, act, purpose, employer_id, opening_id, giver, guardian_order_id, "
    "channel, text_version, recording, parent_document, given_on, valid_from, valid_until, "
    "recorded_by, recorded_at";
constexpr char kOrderColumns[] =
    "entry, id, seeker_row, number, court, issued_on, valid_until, recorded_at";

ConsentEvent ReadEvent(const Statement& row) {
  ConsentEvent event;
  event.entry = row.Int(0);
  event.id = row.Text(1);
  event.seeker_row = row.Int(2);
  event.act = static_cast<ConsentAct>(row.Int(3));
  event.matter.purpose = static_cast<ConsentPurpose>(row.Int(4));
  event.matter.employer_id = row.Text(5);
  event.matter.opening_id = row.Text(6);
  event.giver = static_cast<ConsentGiver>(row.Int(7));
  event.guardian_order_id = row.Text(8);
  event.channel = static_cast<ConsentChannel>(row.Int(9));
  event.text_version = row.Text(10);
  event.recording = row.Text(11);
  event.parent_document = row.Text(12);
  event.given_on = DateFromStored(row.Int(13));
  event.valid_from = DateFromStored(row.Int(14));
  event.valid_until = DateFromStored(row.OptionalInt(15));
  event.recorded_by = row.Text(16);
  event.recorded_at = InstantFromStored(row.Int(17));
  return event;
}

GuardianOrder ReadOrder(const Statement& row) {
  GuardianOrder order;
  order.entry = row.Int(0);
  order.id = row.Text(1);
  order.seeker_row = row.Int(2);
  order.number = row.Text(3);
  order.court = row.Text(4);
  order.issued_on = DateFromStored(row.Int(5));
  order.valid_until = DateFromStored(row.Int(6));
  order.recorded_at = InstantFromStored(row.Int(7));
  return order;
}

absl::StatusOr<std::optional<int64_t>> LastRecorded(Connection& db, int64_t seeker_row) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT max(recorded_at) FROM consents WHERE seeker_row = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Bind(1, seeker_row).Step();
  if (!row.ok()) return row.status();
  return query->OptionalInt(0);
}

absl::Status CheckOrder(const GuardianOrder& order) {
  std::vector<FieldViolation> wrong;
  if (order.number.empty() || order.number.size() > 100) {
    wrong.push_back({"number", "is empty or longer than 100 bytes"});
  }
  if (order.court.empty() || order.court.size() > 200) {
    wrong.push_back({"court", "is empty or longer than 200 bytes"});
  }
  if (order.valid_until <= order.issued_on) {
    wrong.push_back({"valid_until", "is not after issued_on"});
  }
  return wrong.empty() ? absl::OkStatus() : InvalidFields(wrong);
}

}  // namespace

absl::StatusOr<ConsentEvent> AddConsentEvent(Connection& db, ConsentEvent event, Instant now) {
  absl::StatusOr<std::string> id = NextEntryId(db, "consents", now);
  if (!id.ok()) return id.status();
  absl::StatusOr<std::optional<int64_t>> last = LastRecorded(db, event.seeker_row);
  if (!last.ok()) return last.status();
  event.id = *std::move(id);
  event.recorded_at = KnownAfter(*last, now);
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO consents (id, seeker_row, act, purpose, employer_id, opening_id, giver, "
      "guardian_order_id, channel, text_version, recording, parent_document, given_on, "
      "valid_from, valid_until, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, "
      "$8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING entry");
  if (!insert.ok()) return insert.status();
  insert->Bind(1, event.id)
      .Bind(2, event.seeker_row)
      .Bind(3, static_cast<int64_t>(event.act))
      .Bind(4, static_cast<int64_t>(event.matter.purpose))
      .Bind(5, event.matter.employer_id)
      .Bind(6, event.matter.opening_id)
      .Bind(7, static_cast<int64_t>(event.giver))
      .Bind(8, event.guardian_order_id)
      .Bind(9, static_cast<int64_t>(event.channel))
      .Bind(10, event.text_version)
      .Bind(11, event.recording)
      .Bind(12, event.parent_document)
      .Bind(13, StoredDate(event.given_on))
      .Bind(14, StoredDate(event.valid_from))
      .BindOptional(15, StoredDate(event.valid_until))
      .Bind(16, event.recorded_by)
      .Bind(17, StoredInstant(event.recorded_at));
  absl::StatusOr<bool> row = insert->Step();
  if (!row.ok()) return row.status();
  event.entry = insert->Int(0);
  return event;
}

absl::StatusOr<std::vector<ConsentEvent>> ListConsentEvents(Connection& db, int64_t seeker_row,
                                                            ConsentPurpose purpose) {
  absl::StatusOr<Statement> query =
      db.Prepare(std::string("SELECT ") + kEventColumns +
                 " FROM consents WHERE seeker_row = $1 AND ($2 = 0 OR purpose = $2) "
                 "ORDER BY entry");
  if (!query.ok()) return query.status();
  query->Bind(1, seeker_row).Bind(2, static_cast<int64_t>(purpose));
  std::vector<ConsentEvent> events;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return events;
    events.push_back(ReadEvent(*query));
  }
}

absl::StatusOr<GuardianOrder> PutGuardianOrder(Connection& db, GuardianOrder order, Instant now) {
  if (absl::Status valid = CheckOrder(order); !valid.ok()) return valid;
  absl::StatusOr<std::vector<GuardianOrder>> orders = ListGuardianOrders(db, order.seeker_row);
  if (!orders.ok()) return orders.status();
  absl::StatusOr<std::string> id = NextEntryId(db, "guardian_orders", now);
  if (!id.ok()) return id.status();
  order.id = *std::move(id);
  for (const GuardianOrder& known : *orders) {
    if (known.number == order.number && known.court == order.court) order.id = known.id;
  }
  order.recorded_at = now;
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO guardian_orders (id, seeker_row, number, court, issued_on, valid_until, "
      "recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING entry");
  if (!insert.ok()) return insert.status();
  insert->Bind(1, order.id).Bind(2, order.seeker_row).Bind(3, order.number).Bind(4, order.court);
  insert->Bind(5, StoredDate(order.issued_on)).Bind(6, StoredDate(order.valid_until));
  absl::StatusOr<bool> row = insert->Bind(7, StoredInstant(now)).Step();
  if (!row.ok()) return row.status();
  order.entry = insert->Int(0);
  return order;
}

absl::StatusOr<std::vector<GuardianOrder>> ListGuardianOrders(Connection& db, int64_t seeker_row) {
  absl::StatusOr<Statement> query = db.Prepare(
      std::string("SELECT ") + kOrderColumns +
      " FROM guardian_orders g WHERE seeker_row = $1 AND NOT EXISTS (SELECT 1 FROM "
      "guardian_orders n WHERE n.seeker_row = g.seeker_row AND n.id = g.id AND n.entry > g.entry) "
      "ORDER BY id");
  if (!query.ok()) return query.status();
  query->Bind(1, seeker_row);
  std::vector<GuardianOrder> orders;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return orders;
    orders.push_back(ReadOrder(*query));
  }
}

absl::Status SetMatchingConsent(Connection& db, int64_t seeker_row, std::optional<Date> from,
                                std::optional<Date> until, Instant now) {
  absl::StatusOr<Statement> stored = db.Prepare(
      "SELECT matching_consent_from, matching_consent_until FROM seekers WHERE row = $1");
  if (!stored.ok()) return stored.status();
  absl::StatusOr<bool> row = stored->Bind(1, seeker_row).Step();
  if (!row.ok()) return row.status();
  if (!*row) return absl::NotFoundError("seekers: no such record");
  if (stored->OptionalInt(0) == StoredDate(from) && stored->OptionalInt(1) == StoredDate(until)) {
    return absl::OkStatus();
  }
  absl::StatusOr<Statement> update = db.Prepare(
      "UPDATE seekers SET matching_consent_from = $2, matching_consent_until = $3, "
      "version = version + 1, updated_at = $4 WHERE row = $1");
  if (!update.ok()) return update.status();
  absl::Status status = update->Bind(1, seeker_row)
                            .BindOptional(2, StoredDate(from))
                            .BindOptional(3, StoredDate(until))
                            .Bind(4, StoredInstant(now))
                            .Run();
  return status.ok() ? LogChange(db, seeker_row, RecordKind::kSeeker, Lane::kInteractive) : status;
}

absl::Status StripConsents(Connection& db, int64_t seeker_row) {
  for (const char* sql : {"UPDATE consents SET recording = '', parent_document = '', "
                          "recorded_by = '' WHERE seeker_row = $1",
                          "UPDATE guardian_orders SET number = '', court = '' "
                          "WHERE seeker_row = $1"}) {
    absl::StatusOr<Statement> strip = db.Prepare(sql);
    if (!strip.ok()) return strip.status();
    if (absl::Status done = strip->Bind(1, seeker_row).Run(); !done.ok()) return done;
  }
  return absl::OkStatus();
}

}  // namespace setara
