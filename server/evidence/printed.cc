#include "server/evidence/printed.h"

#include <map>

#include "embedded/evidence_sentences.h"
#include "server/document/indonesian.h"
#include "server/document/sentences.h"
#include "server/notices/finding.h"
#include "server/notices/steps.h"

namespace setara::evidence {
namespace {

using Kind = DocumentBlock::Kind;
using Row = std::vector<std::string>;

const std::string& Word(const std::string& key) {
  static const Sentences& sentences =
      *new Sentences("evidence_id.tsv", embedded::evidence_sentences());
  return sentences.Plain(key);
}
std::string Say(const std::string& key, const std::map<std::string, std::string>& values) {
  return Filled(Word(key), values);
}

std::string Number(const std::optional<int64_t>& number) {
  return number ? IndonesianNumber(*number) : "";
}
std::string Day(const std::optional<Date>& day) { return day ? ToString(*day) : ""; }

// Columns as (key of the title, share of the width, to the right).
struct ColumnOf {
  const char* key;
  int width;
  bool right;
};
DocumentBlock Table(std::initializer_list<ColumnOf> columns) {
  DocumentBlock block;
  block.kind = Kind::kTable;
  block.rows.emplace_back();
  for (const ColumnOf& column : columns) {
    block.rows[0].push_back(Word(column.key));
    block.widths.push_back(column.width);
    block.right.push_back(column.right);
  }
  return block;
}

class Printer {
 public:
  Printer(const Pack& pack, const std::string& sha256) : pack_(pack), sha256_(sha256) {}

  Document Print() {
    document_.title = Word("title");
    document_.author = "Setara";
    document_.subject = pack_.employer_name;
    document_.created = pack_.known_at;
    document_.footer = "SHA-256 " + sha256_;
    Head();
    Reports();
    Series();
    Rules();
    Openings();
    if (pack_.referrals) Referrals(*pack_.referrals);
    Notices();
    return std::move(document_);
  }

 private:
  // The heading, then the table, or the sentence that there is nothing.
  void AddTable(const char* heading, DocumentBlock table, const char* none) {
    document_.Add(Kind::kHeading, Word(heading));
    if (table.rows.size() > 1) return document_.blocks.push_back(std::move(table));
    document_.Add(Kind::kParagraph, Word(none));
  }

  void Head();
  void Reports();
  void Series();
  void Rules();
  void Openings();
  void Referrals(const std::vector<EvidenceReferral>& referrals);
  void Notices();
  void OneNotice(const EvidenceNotice& noticed);

  const Pack& pack_;
  const std::string& sha256_;
  Document document_;
};

void Printer::Head() {
  document_.Add(Kind::kTitle, document_.title);
  document_.AddRows(
      Kind::kFields,
      {{Word("employer"), pack_.employer_name + " (employers/" + pack_.employer_id + ")"},
       {Word("period"), Say("period_value", {{"from", IndonesianDate(pack_.from)},
                                             {"to", IndonesianDate(pack_.to)}})},
       {Word("known_at"), ToString(pack_.known_at)},
       {Word("hash"), sha256_}});
  document_.Add(Kind::kParagraph, Word("basis"));
}

void Printer::Reports() {
  DocumentBlock table = Table({{"report_day", 14, false},
                               {"report_workers", 12, true},
                               {"report_disabled", 16, true},
                               {"report_source", 28, false},
                               {"report_known", 30, false}});
  for (const ReportVersion& version : pack_.reports) {
    std::string source = version.report.source;
    if (version.retracted) source += (source.empty() ? "" : ", ") + Word("retracted");
    table.rows.push_back(
        {ToString(version.report.valid_from), IndonesianNumber(version.report.workers),
         Number(version.report.workers_with_disabilities), source, ToString(version.known_at)});
  }
  AddTable("reports", std::move(table), "reports_none");
}

// The sum, and what is to be minded.
std::string Remarks(const Stretch& stretch) {
  std::string text = stretch.assessment.statute ? stretch.assessment.statute->sum : "";
  const quota::Flags& flags = stretch.assessment.decision.flags;
  const std::pair<bool, const char*> words[] = {{flags.stale, "flag_stale"},
                                                {flags.below_practice_minimum, "flag_minimum"},
                                                {flags.aggregate_only, "flag_aggregate"},
                                                {flags.records_differ, "flag_differ"}};
  for (const auto& [set, key] : words) {
    if (set) text += (text.empty() ? "" : "; ") + Word(key);
  }
  for (const quota::Citation& citation : stretch.assessment.regional) {
    text += (text.empty() ? "" : "; ") + citation.rule->id +
            (citation.sum.empty() ? "" : " " + citation.sum);
  }
  return text;
}

void Printer::Series() {
  DocumentBlock table = Table({{"status_from", 13, false},
                               {"status_to", 13, false},
                               {"status_state", 13, false},
                               {"status_required", 10, true},
                               {"status_counted", 13, true},
                               {"status_short", 11, true},
                               {"status_sum", 27, false}});
  for (const Stretch& stretch : pack_.series) {
    const quota::Decision& decision = stretch.assessment.decision;
    table.rows.push_back({ToString(stretch.from), ToString(stretch.to),
                          Word("state_" + std::string(quota::StatusWord(decision.status))),
                          Number(decision.required), Number(decision.counted),
                          decision.shortfall > 0 ? IndonesianNumber(decision.shortfall) : "",
                          Remarks(stretch)});
  }
  AddTable("status", std::move(table), "reports_none");
}

void Printer::Rules() {
  if (pack_.rules.empty()) return;
  document_.Add(Kind::kHeading, Word("rules"));
  DocumentBlock::Rows bullets;
  for (const quota::Rule* rule : pack_.rules) {
    bullets.push_back({Say("rule", {{"id", rule->id},
                                    {"basis", rule->legal_basis},
                                    {"formula", quota::FormulaWords(*rule)},
                                    {"note", rule->note}})});
  }
  document_.AddRows(Kind::kBullets, std::move(bullets));
}

void Printer::Openings() {
  DocumentBlock table = Table({{"opening_title", 52, false},
                               {"opening_positions", 12, true},
                               {"opening_from", 18, false},
                               {"opening_until", 18, false}});
  for (const OfferedOpening& opening : pack_.openings) {
    table.rows.push_back({opening.title + " (openings/" + opening.id + ")",
                          IndonesianNumber(opening.positions), ToString(opening.open_from),
                          Day(opening.open_until)});
  }
  AddTable("openings", std::move(table), "openings_none");
}

void Printer::Referrals(const std::vector<EvidenceReferral>& referrals) {
  DocumentBlock table = Table({{"referral_person", 10, false},
                               {"referral_opening", 38, false},
                               {"referral_steps", 52, false}});
  std::map<std::string, int64_t> last;
  for (size_t i = 0; i < referrals.size(); ++i) {
    std::string steps;
    for (const EvidenceReferral::Step& step : referrals[i].steps) {
      steps += (steps.empty() ? "" : "; ") + ToString(step.occurred_on) + " " + step.step +
               (step.reason.empty() ? "" : " " + step.reason);
    }
    if (!referrals[i].steps.empty()) ++last[referrals[i].steps.back().step];
    table.rows.push_back(
        {"P" + std::to_string(i + 1), "openings/" + referrals[i].opening_id, steps});
  }
  AddTable("referrals", std::move(table), "referrals_none");
  if (referrals.empty()) return;
  std::string totals = Word("referral_totals") + ":";
  for (const auto& [step, people] : last) totals += " " + step + " " + CellText(people) + ".";
  document_.Add(Kind::kParagraph, totals);
  document_.Add(Kind::kParagraph, Word("referral_note"));
}

void Printer::OneNotice(const EvidenceNotice& noticed) {
  bool approved = false;
  DocumentBlock table = Table({{"event_time", 30, false},
                               {"event_act", 16, false},
                               {"event_day", 14, false},
                               {"event_actor", 40, false}});
  for (const NoticeEvent& event : noticed.events) {
    approved = approved || event.act == NoticeAct::kApprove;
    table.rows.push_back({ToString(event.at),
                          Word("act_" + std::string(notices::ActWord(event.act))),
                          Day(event.happened_on), event.actor});
  }
  const Finding& finding = noticed.notice.finding;
  document_.Add(
      Kind::kParagraph,
      Say(approved ? "notice" : "notice_draft",
          {{"name", "notices/" + noticed.notice.id},
           {"finding", Word("finding_" + std::string(notices::FindingWord(finding.kind)))},
           {"as_of", ToString(finding.as_of)},
           {"letter", noticed.notice.letter_sha256}}));
  document_.blocks.push_back(std::move(table));
  if (noticed.documents.empty()) return;
  DocumentBlock::Rows documents;
  for (const NoticeDocument& document : noticed.documents) {
    documents.push_back({Say("document_line", {{"name", "noticeDocuments/" + document.id},
                                               {"type", document.media_type},
                                               {"size", IndonesianNumber(document.size)},
                                               {"sha256", document.sha256}})});
  }
  document_.AddRows(Kind::kBullets, std::move(documents));
}

void Printer::Notices() {
  document_.Add(Kind::kHeading, Word("notices"));
  if (pack_.notices.empty()) document_.Add(Kind::kParagraph, Word("notices_none"));
  for (const EvidenceNotice& noticed : pack_.notices) OneNotice(noticed);
}

}  // namespace

Document Printed(const Pack& pack, const std::string& sha256) {
  return Printer(pack, sha256).Print();
}

}  // namespace setara::evidence
