#include "server/audit/chain.h"

#include <charconv>

#include "matcher/domain/errors.h"
#include "server/audit/event_codec.h"

namespace setara {
namespace {

constexpr size_t kSealBytes = 16;

const char* DomainOf(AuditSeal kind) {
  switch (kind) {
    case AuditSeal::kEvent:
      return "setara.audit.event";
    case AuditSeal::kHead:
      return "setara.audit.head";
    case AuditSeal::kStart:
      return "setara.audit.start";
  }
  return "";
}

const char* RowOf(AuditSeal kind) { return kind == AuditSeal::kHead ? "head" : "start"; }

int DigitOf(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

}  // namespace

std::string ToString(const AuditPoint& point) {
  return std::to_string(point.sequence) + ":" + HexOf(point.hash);
}

absl::StatusOr<AuditPoint> ParseAuditPoint(std::string_view text) {
  const absl::Status wrong = absl::InvalidArgumentError(
      "a head is SEQUENCE:HASH, with 64 hexadecimal digits, as `setarad audit head` prints it");
  AuditPoint point;
  size_t colon = text.find(':');
  if (colon == std::string_view::npos) return wrong;
  auto [end, error] = std::from_chars(text.data(), text.data() + colon, point.sequence);
  std::string_view digits = text.substr(colon + 1);
  if (error != std::errc() || end != text.data() + colon || point.sequence < 0 ||
      digits.size() != 2 * kAuditHashBytes) {
    return wrong;
  }
  for (size_t i = 0; i < digits.size(); i += 2) {
    int high = DigitOf(digits[i]), low = DigitOf(digits[i + 1]);
    if (high < 0 || low < 0) return wrong;
    point.hash += static_cast<char>(high << 4 | low);
  }
  return point;
}

absl::Status CheckAuditKey(const Connection& db) {
  if (db.mac()) return absl::OkStatus();
  return WithReason(absl::FailedPreconditionError("the audit log has no key"), "AUDIT_KEY_MISSING");
}

std::string SealOf(const Connection::Mac& mac, AuditSeal kind, const AuditPoint& point) {
  std::string bytes;
  auto sequence = static_cast<uint64_t>(point.sequence);
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(sequence >> (8 * i) & 0xff);
  bytes += point.hash;
  return mac(DomainOf(kind), bytes).substr(0, kSealBytes);
}

absl::StatusOr<AuditEnd> ReadAuditEnd(Connection& db, AuditSeal kind) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT sequence, hash, seal FROM audit_ends WHERE which = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Bind(1, RowOf(kind)).Step();
  if (!row.ok()) return row.status();
  if (!*row) return absl::DataLossError("audit_ends has lost a row");
  return AuditEnd{{query->Int(0), query->Text(1)}, query->Text(2)};
}

absl::Status WriteAuditEnd(Connection& db, AuditSeal kind, const AuditPoint& point) {
  if (absl::Status key = CheckAuditKey(db); !key.ok()) return key;
  absl::StatusOr<Statement> update =
      db.Prepare("UPDATE audit_ends SET sequence = $2, hash = $3, seal = $4 WHERE which = $1");
  if (!update.ok()) return update.status();
  return update->Bind(1, RowOf(kind))
      .Bind(2, point.sequence)
      .BindBlob(3, point.hash)
      .BindBlob(4, SealOf(db.mac(), kind, point))
      .Run();
}

}  // namespace setara
