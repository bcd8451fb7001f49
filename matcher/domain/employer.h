// An employer and the dated facts that its quota is computed from. Kinds, seats, headcounts and
// employment are bitemporal: half-open valid time, and when Setara learned it.
#pragma once

#include <absl/status/status.h>

#include <cstdint>
#include <optional>
#include <string>

#include "matcher/domain/date.h"
#include "matcher/domain/work.h"

namespace setara {

enum class EmployerKind : uint8_t {
  kUnknown = 0,
  kNationalGovernment = 1,
  kRegionalGovernment = 2,
  kBumn = 3,
  kBumd = 4,
  kPrivate = 5,
};

struct Employer {
  int64_t row = 0;
  std::string id;
  std::string source;
  std::string source_id;

  std::string name;  // required
  std::string npp;   // BPJS employer number, [A-Z0-9]{8} or ""
  std::string nib;   // 13 digits or ""
  std::string npwp;  // 15 digits, or 16 (0 and the old 15, or a NIK), or ""; leading zeros count
  std::string kbli_code;     // 5 digits or ""
  std::string kbli_edition;  // "2020" or "2025"; required with a code

  // As of the write; the history is in employer_terms (store).
  EmployerKind kind = EmployerKind::kUnknown;
  std::string seat_region_code;  // registered seat: the region of its duty
  // Since when kind and seat are so. Absent on a write: since ever for a new employer, from today
  // when they change, and since the old ones where those were only not known yet.
  std::optional<Date> terms_from;

  int64_t version = 0;
  Instant created_at{};
  Instant updated_at{};
};

// Where a headcount report comes from.
enum class ReportKind : uint8_t {
  kUnknown = 0,
  kAnnual = 1,   // the yearly WLKP form (UU 7/1981)
  kMonthly = 2,  // a monthly series
};

// One headcount report: all persons with an employment relation, heads and not FTE.
struct HeadcountReport {
  std::string employer_id;
  Date valid_from{};    // true from this day until the next report of the employer
  int64_t workers = 0;  // >= 0
  std::optional<int64_t> workers_with_disabilities;  // reported aggregate, <= workers
  std::string source;                                // "WLKP 2024", a letter, ...
  ReportKind kind = ReportKind::kUnknown;            // a monthly one begins on the first of a month
};

enum class EmploymentRelation : uint8_t {
  kUnknown = 0,
  kPermanent = 1,       // PKWTT
  kFixedTerm = 2,       // PKWT
  kPublicService = 3,   // PNS, PPPK
  kApprenticeship = 4,  // never counts
  kPartnership = 5,     // never counts
  kSelfEmployed = 6,    // never counts
};

// What the evidence of disability is; never what it says. Our list, after what is seen in practice.
enum class EvidenceKind : uint8_t {
  kUnknown = 0,
  kMedicalCertificate = 1,  // of medical personnel (UU 8/2016 art. 4(2))
  kHospitalLetter = 2,      // of a government hospital
  kDisabilityCard = 3,      // KPD (Permensos 2/2021), verified at least every two years
  kVillageStatement = 4,    // of a village or ward
  kOther = 5,
};

// Why a record must not count; the words beside it say more.
enum class ExclusionCode : uint8_t {
  kNone = 0,
  kCountedAtVendor = 1,     // outsourced: the vendor is the employer
  kNoEmployment = 2,        // no employment relation after all
  kAgreementWithdrawn = 3,  // the person no longer agrees to be counted
  kDuplicate = 4,           // the same work under another key
  kPostedElsewhere = 5,     // works for, and counts at, another employer
  kOther = 6,
};

// A worker with a disability at an employer: what the numerator of the quota is counted from.
struct EmploymentRecord {
  std::string employer_id;
  std::string person_id;  // pseudonym, the same for one human everywhere at this employer
  std::string source;     // upsert key with source_id
  std::string source_id;
  EmploymentRelation relation = EmploymentRelation::kUnknown;
  Date valid_from{};                  // first day of employment
  std::optional<Date> valid_until;    // first day no longer employed
  std::optional<Date> evidence_from;  // evidence of disability in force, half-open
  std::optional<Date> evidence_until;
  std::optional<Date> agreed_on;  // the person's dated agreement to be counted
  std::string exclude_reason;     // "" or why it must not count (outsourced at the vendor, ...)
  // Stored records have both or neither of the two: see WithExclusion.
  ExclusionCode exclude_code = ExclusionCode::kNone;
  std::string site{};                    // code of a site of the employer, or ""
  std::optional<Date> contract_until{};  // first day after a fixed-term contract as agreed
  EvidenceKind evidence_kind = EvidenceKind::kUnknown;
  std::string evidence_issuer{};
  std::optional<Date> evidence_issued_on{};
  std::optional<Date> evidence_confirmed_on{};  // last time someone said that it still holds
};

// The record with a code where only words say why it must not count (kOther), and with words where
// only a code does: whoever reads either sees that it does not count.
EmploymentRecord WithExclusion(EmploymentRecord record);

// A place of work of an employer: informational. The duty is the employer's, and nothing is ever
// summed from its sites.
struct Site {
  std::string employer_id;
  std::string code;         // required; with the employer the key
  std::string name;         // required
  std::string region_code;  // where it is; "" not known
  std::string npp;          // its own BPJS number, "" where it has none
  std::string wlkp_number;  // its own WLKP number, "" where it has none
};

absl::Status ValidateEmployer(const Employer& employer);
// Also: disabled workers above all workers is an error here, not a warning.
absl::Status ValidateHeadcountReport(const HeadcountReport& report);
absl::Status ValidateEmploymentRecord(const EmploymentRecord& record);
absl::Status ValidateSite(const Site& site);

}  // namespace setara
