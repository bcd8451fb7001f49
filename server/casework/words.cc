#include "server/casework/words.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <span>

#include "embedded/casework_words.h"
#include "matcher/domain/case_names.h"
#include "matcher/domain/table.h"

namespace setara::casework {
namespace {

constexpr std::string_view kStates[kCaseStates] = {
    "NONE",  "REPORTED", "SCREENING", "RECOMMENDED", "CONSENT", "ASSESSED",
    "REHAB", "TRAINING", "TRIAL",     "MONITORING",  "CLOSED",  "PAUSED"};
constexpr std::string_view kDocuments[kCaseDocuments] = {"NONE",
                                                         "FORM_3KK1",
                                                         "FORM_3KK2",
                                                         "DOCTOR_LETTER_KK3",
                                                         "IDENTITY_CARD",
                                                         "MEMBER_CARD",
                                                         "ATTENDANCE",
                                                         "CHRONOLOGY",
                                                         "WITNESS_STATEMENT",
                                                         "POLICE_REPORT",
                                                         "CONTACT_NOTE",
                                                         "RECOMMENDATION",
                                                         "WORKER_CONSENT",
                                                         "EMPLOYER_CONSENT",
                                                         "CAPACITY_FORM",
                                                         "JOB_DEMAND_FORM",
                                                         "REHAB_PLAN",
                                                         "THERAPY_LOG",
                                                         "AID_HANDOVER",
                                                         "TRAINING_PLAN",
                                                         "TRAINING_CERTIFICATE",
                                                         "TRIAL_AGREEMENT",
                                                         "FIT_NOTE",
                                                         "VISIT_NOTE",
                                                         "CLOSING_REPORT",
                                                         "OTHER"};

struct Kind {
  std::string_view name;
  std::span<const std::string_view> words;
};
constexpr std::array<Kind, 5> kKinds = {{{"state", kStates},
                                         {"trigger", kCaseTriggerNames},
                                         {"outcome", kCaseOutcomeNames},
                                         {"rung", kRungNames},
                                         {"document", kDocuments}}};

template <typename Code>
absl::StatusOr<Code> Parse(const Kind& kind, std::string_view word) {
  for (size_t i = 0; i < kind.words.size(); ++i) {
    if (kind.words[i] == word) return static_cast<Code>(i);
  }
  return absl::InvalidArgumentError("unknown " + std::string(kind.name) + " \"" +
                                    std::string(word.substr(0, 40)) + "\"");
}

struct Labels {
  std::array<std::vector<std::string_view>, kKinds.size()> indonesian, english;  // by code
  std::array<std::vector<CaseDocument>, kCaseStates> documents;
};

// `labels` may be null: then the text is only checked.
absl::Status Read(std::string_view name, std::string_view tsv, Labels* labels) {
  absl::StatusOr<Table> table =
      Table::Parse(name, tsv, {"kind", "id", "label_id", "label_en", "documents"});
  if (!table.ok()) return table.status();
  size_t row = 0;
  for (size_t k = 0; k < kKinds.size(); ++k) {
    for (size_t code = 1; code < kKinds[k].words.size(); ++code, ++row) {
      if (row >= table->rows().size()) return absl::InvalidArgumentError("rows are missing");
      const Table::Row& cells = table->rows()[row];
      if (cells[0] != kKinds[k].name || cells[1] != kKinds[k].words[code]) {
        return absl::InvalidArgumentError(table->Where(row) + ": expected " +
                                          std::string(kKinds[k].words[code]));
      }
      if (cells[2].empty() || cells[3].empty()) {
        return absl::InvalidArgumentError(table->Where(row) + ": a label is empty");
      }
      for (std::string_view word : Split(cells[4], ',')) {
        absl::StatusOr<CaseDocument> document = ParseDocument(word);
        if (!document.ok()) return document.status();
        if (labels != nullptr) labels->documents[code].push_back(*document);
      }
      if (labels == nullptr) continue;
      labels->indonesian[k].push_back(cells[2]);
      labels->english[k].push_back(cells[3]);
    }
  }
  if (row != table->rows().size()) return absl::InvalidArgumentError("rows too many");
  return absl::OkStatus();
}

const Labels& Shipped() {
  static const Labels& labels = *[] {
    auto* made = new Labels;
    for (auto* side : {&made->indonesian, &made->english}) {
      for (auto& list : *side) list.emplace_back();
    }
    absl::Status status = Read("words.tsv", embedded::casework_words(), made);
    if (!status.ok()) {
      std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
      std::abort();  // a damaged program
    }
    return made;
  }();
  return labels;
}

template <typename Code>
std::string_view Label(size_t kind, Code code, Language language) {
  const Labels& labels = Shipped();
  const auto& side = language == Language::kIndonesian ? labels.indonesian : labels.english;
  return side[kind][static_cast<size_t>(code)];
}

}  // namespace

std::string_view WordOf(CaseState state) { return kStates[static_cast<size_t>(state)]; }
std::string_view WordOf(CaseTrigger trigger) {
  return kCaseTriggerNames[static_cast<size_t>(trigger)];
}
std::string_view WordOf(CaseOutcome outcome) {
  return kCaseOutcomeNames[static_cast<size_t>(outcome)];
}
std::string_view WordOf(Rung rung) { return kRungNames[static_cast<size_t>(rung)]; }
std::string_view WordOf(CaseDocument document) { return kDocuments[static_cast<size_t>(document)]; }

absl::StatusOr<CaseState> ParseState(std::string_view word) {
  return Parse<CaseState>(kKinds[0], word);
}
absl::StatusOr<CaseTrigger> ParseTrigger(std::string_view word) {
  return Parse<CaseTrigger>(kKinds[1], word);
}
absl::StatusOr<CaseOutcome> ParseOutcome(std::string_view word) {
  return Parse<CaseOutcome>(kKinds[2], word);
}
absl::StatusOr<Rung> ParseRung(std::string_view word) { return Parse<Rung>(kKinds[3], word); }
absl::StatusOr<CaseDocument> ParseDocument(std::string_view word) {
  return Parse<CaseDocument>(kKinds[4], word);
}

std::string_view LabelOf(CaseState state, Language language) { return Label(0, state, language); }
std::string_view LabelOf(CaseTrigger trigger, Language language) {
  return Label(1, trigger, language);
}
std::string_view LabelOf(CaseOutcome outcome, Language language) {
  return Label(2, outcome, language);
}
std::string_view LabelOf(Rung rung, Language language) { return Label(3, rung, language); }
std::string_view LabelOf(CaseDocument document, Language language) {
  return Label(4, document, language);
}

const std::vector<CaseDocument>& DocumentsOf(CaseState state) {
  return Shipped().documents[static_cast<size_t>(state)];
}

absl::Status CheckWords(std::string_view name, std::string_view tsv) {
  return Read(name, tsv, nullptr);
}

}  // namespace setara::casework
