#include "server/case_summary/summary.h"

#include "embedded/case_summary_sentences.h"
#include "server/case_summary/parts.h"
#include "server/casework/questions.h"
#include "server/casework/words.h"
#include "server/document/indonesian.h"
#include "server/document/sentences.h"

namespace setara::casework::summary {
namespace {

using Kind = DocumentBlock::Kind;

const Sentences& TheSentences() {
  static const Sentences& sentences =
      *new Sentences("summary_id.tsv", embedded::case_summary_sentences());
  return sentences;
}

class Writer {
 public:
  explicit Writer(const Teller& teller) : teller_(teller) {}

  Document Write() {
    document_.title = teller_.Say("title");
    document_.author = "Setara";
    document_.subject = teller_.Say("subject");
    document_.created = StartOfDay(teller_.day(), teller_.zone());
    document_.footer = teller_.Say("footer");
    document_.page_word = TheSentences().Plain("page");
    Head();
    Section("heading_happened", Happened());
    Section("heading_path", Path());
    Now();
    if (record().outcome != CaseOutcome::kDied) ForTheWorker();
    return std::move(document_);
  }

 private:
  const CaseRecord& record() const { return teller_.record(); }

  void Section(const char* heading, const Lines& lines) {
    document_.Add(Kind::kHeading, teller_.Say(heading));
    DocumentBlock::Rows rows;
    for (const std::string& line : lines) rows.push_back({line});
    document_.AddRows(Kind::kBullets, std::move(rows));
  }

  void Head();
  Lines Happened() const;
  Lines Path() const;
  void Now();
  void ForTheWorker();
  void Steps();
  Lines Contacts() const;

  const Teller& teller_;
  Document document_;
};

void Writer::Head() {
  document_.Add(Kind::kTitle, teller_.Say("title"));
  DocumentBlock::Rows fields;
  auto field = [&](const char* label, const std::string& value) {
    if (!value.empty()) fields.push_back({teller_.Say(label), value});
  };
  field("label_name", teller_.facts().worker);
  field("label_case", teller_.facts().case_name);
  field("label_day", IndonesianDate(teller_.day()));
  field("label_branch", teller_.facts().branch);
  document_.AddRows(Kind::kFields, std::move(fields));
  if (DismissalOpen(teller_)) document_.Add(Kind::kBanner, teller_.Say("dismissal"));
  document_.Add(Kind::kParagraph, teller_.Say("intro"));
}

Lines Writer::Happened() const {
  const CaseReported& report = record().Report();
  const std::string injury = std::to_string(static_cast<int>(report.injury));
  Lines lines = {teller_.Say("happened_" + injury, {{"day", teller_.DayOf(report.happened_at)}})};
  if (!teller_.facts().employer.empty()) lines.push_back(teller_.Say("employer"));
  lines.push_back(teller_.Say("reported", {{"day", teller_.DayOf(record().history.front().from)}}));
  lines.push_back(teller_.Say("incapacity", {{"day", IndonesianDate(IncapacityFrom(record()))}}));
  if (!report.previous_case_id.empty()) lines.push_back(teller_.Say("continued"));
  return lines;
}

Lines Writer::Path() const {
  Lines lines;
  for (const StateSpan& span : record().history) {
    const std::string what = teller_.Say("move_" + std::string(WordOf(span.trigger)));
    lines.push_back(teller_.Say("move", {{"day", teller_.DayOf(span.from)}, {"what", what}}));
  }
  return lines;
}

void Writer::Now() {
  document_.Add(Kind::kHeading, teller_.Say("heading_now"));
  const CaseState state = record().state;
  std::string key = "state_" + std::string(WordOf(state));
  if (state == CaseState::kClosed) key = "outcome_" + std::string(WordOf(record().outcome));
  const auto* trial = record().Latest<TrialAgreed>();
  if (state == CaseState::kTrial && trial != nullptr && !HasWage(record(), trial->fact.rung)) {
    key += "_self";
  }
  const std::string prior(LabelOf(record().prior, Language::kIndonesian));
  const std::string since =
      teller_.Say("since", {{"day", teller_.DayOf(record().history.back().from)}});
  document_.Add(Kind::kParagraph, teller_.Say(key, {{"prior", prior}}) + " " + since);
  const bool reopens = state == CaseState::kClosed && record().outcome != CaseOutcome::kDied;
  if (reopens) document_.Add(Kind::kParagraph, teller_.Say("reopen"));
}

void Writer::ForTheWorker() {
  Section("heading_agreed", Agreed(teller_));
  Steps();
  if (record().IsOpen()) Section("heading_next", NextSteps(teller_));
  if (const Lines papers = ToBring(teller_); !papers.empty()) Section("heading_bring", papers);
  Section("heading_contact", Contacts());
  Section("heading_rights", Rights(teller_));
}

void Writer::Steps() {
  DocumentBlock::Rows steps = TrialSteps(teller_);
  if (steps.empty()) return;
  document_.Add(Kind::kParagraph, teller_.Say("trial_steps"));
  DocumentBlock table;
  table.kind = Kind::kTable;
  table.widths = {24, 20, 32, 24};
  table.right = {false, true, false, true};
  table.rows = {{teller_.Say("column_from"), teller_.Say("column_hours"),
                 teller_.Say("column_duties"), teller_.Say("column_wage")}};
  for (auto& step : steps) table.rows.push_back(std::move(step));
  document_.blocks.push_back(std::move(table));
}

Lines Writer::Contacts() const {
  const SummaryFacts& facts = teller_.facts();
  Lines lines;
  if (facts.manager.empty()) {
    lines.push_back(teller_.Say("contact_nobody"));
  } else {
    lines.push_back(
        teller_.Say(facts.branch.empty() ? "contact_manager" : "contact_manager_branch"));
  }
  lines.push_back(teller_.Say("contact_phone"));
  if (HasEmployer(record())) lines.push_back(teller_.Say("contact_inspector"));
  return lines;
}

}  // namespace

Teller::Teller(const CaseRecord& record, const SummaryFacts& facts, Date day,
               const CaseRules& rules)
    : record_(record),
      facts_(facts),
      rules_(rules),
      day_(day),
      zone_(ZoneOf(record.Report().region_code)),
      values_{{"case", facts.case_name},
              {"today", IndonesianDate(day)},
              {"employer", facts.employer},
              {"trial_employer", facts.trial_employer},
              {"work_employer", facts.work_employer},
              {"manager", facts.manager},
              {"branch", facts.branch}} {}

std::string Teller::Say(const std::string& key, const Values& values) const {
  Values all = values;
  all.insert(values_.begin(), values_.end());
  return TheSentences().Say(key, all);
}

std::string Teller::DayOf(Instant instant) const {
  return IndonesianDate(LocalDate(instant, zone_));
}

Document Summary(const CaseRecord& record, const SummaryFacts& facts, Date day,
                 const CaseRules& rules) {
  const Teller teller(record, facts, day, rules);
  return Writer(teller).Write();
}

}  // namespace setara::casework::summary
