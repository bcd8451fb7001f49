// A reminder to an employer as the store keeps it: what was found, the run that found it, where the
// notice stands, each step, and the documents that came with it. Plain values; the numbers of the
// enums are stored and those of the contract.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/employer.h"

namespace setara {

enum class FindingKind : uint8_t {
  kUnknown = 0,
  kShort = 1,   // fewer workers counted than UU 8/2016 art. 53 requires
  kStale = 2,   // the last report is older than 13 months
  kSilent = 3,  // no report, or one without the number of workers with disabilities
};

enum class NoticeState : uint8_t {
  kUnknown = 0,
  kDrafted = 1,
  kApproved = 2,
  kSent = 3,
  kAnswered = 4,
  kObjected = 5,
  kFollowedUp = 6,
  kHandedOver = 7,
  kResolved = 8,
  kWithdrawn = 9,
};

enum class NoticeAct : uint8_t {
  kUnknown = 0,
  kDraft = 1,
  kApprove = 2,
  kSend = 3,
  kAnswer = 4,
  kObject = 5,
  kFollowUp = 6,
  kHandOver = 7,
  kResolve = 8,
  kWithdraw = 9,
};

enum class NoticeChannel : uint8_t {
  kUnknown = 0,
  kPost = 1,
  kEmail = 2,
  kInPerson = 3,
  kService = 4,  // in Setara
  kPhone = 5,
};

enum class SignatureKind : uint8_t { kUnknown = 0, kWetInk = 1, kCertifiedElectronic = 2 };

enum class NoticeOutcome : uint8_t {
  kUnknown = 0,
  kQuotaMet = 1,
  kReported = 2,
  kFiguresCorrected = 3,
  kObjectionUpheld = 4,
  kPlanAgreed = 5,
  kClosedByInspectorate = 6,
  kEmployerGone = 7,
};

enum class NoticeDocumentKind : uint8_t {
  kUnknown = 0,
  kSignedLetter = 1,
  kReceipt = 2,
  kAnswer = 3,
  kObjection = 4,
  kHandOver = 5,
  kOther = 6,
};

// What was found about one employer, with every figure that its letter rests on.
struct Finding {
  FindingKind kind = FindingKind::kUnknown;
  std::string key;  // one finding and not another, within the employer (notices/finding.h)
  Date as_of{};
  Instant known_at{};
  std::string employer_name;  // then
  EmployerKind employer_kind = EmployerKind::kUnknown;
  std::string seat_region_code;

  std::optional<int64_t> headcount;
  std::optional<Date> report_valid_from;  // present exactly with `headcount`
  std::string report_source;
  std::optional<Instant> report_received_at;

  std::optional<int64_t> counted;
  bool counted_from_records = false;
  std::optional<int64_t> reported;
  std::optional<int64_t> required;
  int64_t shortfall = 0;  // > 0 exactly for kShort

  std::string rule_id;                // of the statute; "" where none applies
  std::string legal_basis;            // as cited, Indonesian
  std::string formula;                // the rule in words, Indonesian
  std::string sum;                    // "1% × 350 = 3,50 → 4 (...)"
  std::vector<std::string> regional;  // "Perda ...: 1% × 350 = ..." beside the statute
  bool stale = false;
  int64_t practice_minimum = 0;  // of the rule, heads
  bool below_practice_minimum = false;
  bool operator==(const Finding&) const = default;
};

// Which employers a run looks for.
struct NoticeSelection {
  uint32_t findings = 0;    // bits by FindingKind; 0: all
  std::string region_code;  // "" any
  uint32_t kinds = 0;       // bits by EmployerKind; 0: all
  // Absent: the practice minimum of the rule in force (practice, not law).
  std::optional<int64_t> min_headcount;
  int64_t employer_row = 0;  // 0: all
  bool fresh_reports_only = false;
  bool operator==(const NoticeSelection&) const = default;
};

struct NoticeCounts {
  int64_t examined = 0;
  int64_t admitted = 0;  // inside region, kinds and size
  int64_t shorts = 0;    // drafted, by kind
  int64_t stales = 0;
  int64_t silents = 0;
  int64_t already = 0;  // findings that had their notice
  int64_t drafted() const { return shorts + stales + silents; }
  bool operator==(const NoticeCounts&) const = default;
};

struct NoticeRun {
  int64_t row = 0;
  std::string id;
  std::string drafter;  // Caller::name
  NoticeSelection selection;
  Date as_of{};
  Instant known_at{};
  int64_t cursor = 0;   // employers up to this row are examined
  int64_t through = 0;  // the last row to examine: employers that came later are not the run's
  NoticeCounts counts;
  Instant created_at{};
  Instant updated_at{};
  bool done() const { return cursor >= through; }
};

// The official who signs, as the letter names them.
struct NoticeSigner {
  std::string name;
  std::string position;
  std::string office;
  std::string office_address;
  std::string office_contact;
  std::string official_number;
  std::string place;
  bool operator==(const NoticeSigner&) const = default;
};

struct Notice {
  int64_t row = 0;
  std::string id;
  int64_t employer_row = 0;
  int64_t run_row = 0;
  std::string drafter;
  NoticeState state = NoticeState::kDrafted;
  Finding finding;

  // Since the approval.
  std::string approver;
  NoticeSigner signer;
  std::string letter_number;
  std::optional<Date> letter_date;
  std::string letter_sha256;  // of the PDF, which is kept (store/document_files.h)

  std::optional<Date> sent_on;
  std::optional<Date> due_on;  // present while an answer is waited for
  int follow_ups = 0;
  NoticeOutcome outcome = NoticeOutcome::kUnknown;

  int64_t version = 0;
  Instant created_at{};
  Instant updated_at{};
};

// One step, never changed. The state of a notice is that after its last event.
struct NoticeEvent {
  int64_t notice_row = 0;
  NoticeAct act = NoticeAct::kUnknown;
  NoticeState state = NoticeState::kUnknown;  // afterwards
  Instant at{};
  std::string actor;
  std::string reason;
  std::optional<Date> happened_on;
  std::optional<Date> due_on;
  NoticeChannel channel = NoticeChannel::kUnknown;
  std::string reference;
  std::string office;
  NoticeOutcome outcome = NoticeOutcome::kUnknown;
  SignatureKind signature = SignatureKind::kUnknown;
  std::optional<Date> signed_on;
};

// What is known of a document; its bytes are a file (store/document_files.h).
struct NoticeDocument {
  int64_t row = 0;
  std::string id;
  int64_t notice_row = 0;
  NoticeDocumentKind kind = NoticeDocumentKind::kUnknown;
  std::string file_name;
  std::string media_type;
  int64_t size = 0;
  std::string sha256;  // of the bytes, lower-case hexadecimal
  std::string uploader;
  Instant created_at{};
};

}  // namespace setara
