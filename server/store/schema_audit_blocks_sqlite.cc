// Table definitions for SQLite: the events that speak of a person, in blocks of 256 events
// (server/audit/event_rows.h says why).
#include "server/store/migrations.h"

namespace setara {
namespace {

constexpr char kAuditBlocks[] = R"sql(
CREATE TABLE audit_people (
  block INTEGER NOT NULL,
  person TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (block, person, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO audit_people (block, person, sequence)
  SELECT sequence / 256, person, sequence FROM audit_subjects ORDER BY 1, 2, 3;
DROP TABLE audit_subjects;
)sql";

// A block is listed once its last event is there.
constexpr char kWholeBlocks[] = R"sql(
DELETE FROM audit_people WHERE block >=
  (SELECT (sequence + 1) / 256 FROM audit_ends WHERE which = 'head');
)sql";

}  // namespace

std::string AuditBlocksSchema() { return kAuditBlocks; }
std::string WholeBlocksSchema() { return kWholeBlocks; }

}  // namespace setara
