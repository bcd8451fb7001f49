#include "server/notices/letter.h"

#include <map>

#include "embedded/notice_letter.h"
#include "server/document/indonesian.h"
#include "server/document/sentences.h"

namespace setara::notices {
namespace {

using Kind = DocumentBlock::Kind;
using Values = std::map<std::string, std::string>;

const Sentences& TheSentences() {
  static const Sentences& sentences = *new Sentences("letter_id.tsv", embedded::notice_letter());
  return sentences;
}

std::string Number(const std::optional<int64_t>& number) {
  return number ? IndonesianNumber(*number) : TheSentences().Plain("unknown");
}

Values ValuesOf(const Notice& notice, const LetterFacts& facts) {
  const Finding& finding = notice.finding;
  Values values = {
      {"employer", finding.employer_name},
      {"as_of", IndonesianDate(finding.as_of)},
      {"known_at", IndonesianInstant(finding.known_at)},
      {"legal_basis", finding.legal_basis},
      {"formula", finding.formula},
      {"sum", finding.sum},
      {"required", Number(finding.required)},
      {"counted", Number(finding.counted)},
      {"reported", Number(finding.reported)},
      {"report_source", finding.report_source},
      {"seat", facts.seat_name},
      {"answer_days", std::to_string(facts.answer_days)},
      {"minimum_word", IndonesianNumber(finding.practice_minimum) + " orang"},
      {"notice", "notices/" + notice.id},
      {"number", notice.signer.official_number},
      {"contact", notice.signer.office_contact.empty()
                      ? TheSentences().Plain("answer_contact_draft")
                      : notice.signer.office + ", " + notice.signer.office_contact},
  };
  if (finding.report_valid_from) values["report_day"] = IndonesianDate(*finding.report_valid_from);
  if (finding.report_received_at) {
    values["received"] = IndonesianInstant(*finding.report_received_at);
  }
  return values;
}

class Writer {
 public:
  Writer(const Notice& notice, const LetterFacts& facts)
      : notice_(notice),
        finding_(notice.finding),
        facts_(facts),
        values_(ValuesOf(notice, facts)) {}

  Document Write() {
    const bool approved = notice_.letter_date.has_value();
    document_.title = Say("subject_" + Suffix());
    document_.author = approved ? notice_.signer.office : "Setara";
    document_.subject = finding_.employer_name;
    document_.created =
        approved ? Instant(*notice_.letter_date) - std::chrono::hours(7) : finding_.known_at;
    document_.footer = Say("footer");
    Head(approved);
    document_.Add(Kind::kParagraph, Say("greeting"));
    document_.Add(Kind::kParagraph, Say(Intro()));
    Figures();
    Rule();
    Data();
    Help();
    Answer();
    document_.Add(Kind::kParagraph, Say("closing"));
    Sign(approved);
    return std::move(document_);
  }

 private:
  std::string Say(const std::string& key) const { return TheSentences().Say(key, values_); }
  bool Short() const { return finding_.kind == FindingKind::kShort; }
  std::string Suffix() const {
    if (Short()) return "short";
    return finding_.kind == FindingKind::kStale ? "stale" : "silent";
  }
  std::string Intro() const {
    const bool partial = finding_.kind == FindingKind::kSilent && finding_.headcount;
    return partial ? "intro_partial" : "intro_" + Suffix();
  }

  void Head(bool approved);
  void Figures();
  void Rule();
  void Data();
  void Help();
  void Answer();
  void Sign(bool approved);

  const Notice& notice_;
  const Finding& finding_;
  const LetterFacts& facts_;
  const Values values_;
  Document document_;
};

void Writer::Head(bool approved) {
  DocumentBlock head;
  head.kind = Kind::kLetterhead;
  head.text = approved ? notice_.signer.office : Say("office_draft");
  if (!notice_.signer.office_address.empty()) head.rows.push_back({notice_.signer.office_address});
  if (!notice_.signer.office_contact.empty()) head.rows.push_back({notice_.signer.office_contact});
  document_.blocks.push_back(std::move(head));
  if (!approved) document_.Add(Kind::kBanner, Say("draft"));
  document_.AddRows(Kind::kFields,
                    {{Say("label_number"), approved ? notice_.letter_number : Say("number_draft")},
                     {Say("label_attachment"), Say("no_attachment")},
                     {Say("label_subject"), Say("subject_" + Suffix())}});
  DocumentBlock::Rows to = {{Say("to")}};
  if (!facts_.seat_name.empty()) to.push_back({Say("in")});
  document_.AddRows(Kind::kAddress, std::move(to));
}

void Writer::Figures() {
  if (!finding_.headcount) return;
  document_.Add(Kind::kHeading, Say("heading_figures"));
  DocumentBlock table;
  table.kind = Kind::kTable;
  table.widths = {44, 18, 38};
  table.right = {false, true, false};
  table.rows = {{Say("column_item"), Say("column_number"), Say("column_source")},
                {Say("row_headcount"), Number(finding_.headcount), Say("from_report")}};
  std::string counted_from;
  if (finding_.counted)
    counted_from = Say(finding_.counted_from_records ? "from_records" : "from_report");
  table.rows.push_back({Say("row_counted"), Number(finding_.counted), counted_from});
  if (finding_.required) {
    table.rows.push_back({Say("row_required"), Number(finding_.required), Say("from_sum")});
  }
  if (Short()) {
    table.rows.push_back(
        {Say("row_shortfall"), Number(finding_.shortfall), Say("from_difference")});
  }
  document_.blocks.push_back(std::move(table));
  if (!finding_.sum.empty()) {
    std::string sum = Say("sum");
    // Only where rounding changed the figure there is a reading to name.
    if (finding_.sum.find("tafsir") != std::string::npos) sum += " " + Say("rounding");
    document_.Add(Kind::kParagraph, std::move(sum));
  }
  if (finding_.below_practice_minimum) document_.Add(Kind::kParagraph, Say("below_minimum"));
  if (finding_.counted_from_records && finding_.reported && finding_.reported != finding_.counted) {
    document_.Add(Kind::kParagraph, Say("reported_differs"));
  }
}

void Writer::Rule() {
  document_.Add(Kind::kHeading, Say("heading_rule"));
  DocumentBlock::Rows rows;
  if (!finding_.legal_basis.empty()) rows.push_back({Say("rule")});
  for (const std::string& regional : finding_.regional) {
    Values values = values_;
    values["regional"] = regional;
    rows.push_back({TheSentences().Say("regional", values)});
  }
  if (!Short() || finding_.stale) rows.push_back({Say("rule_report")});
  document_.AddRows(Kind::kBullets, std::move(rows));
}

void Writer::Data() {
  document_.Add(Kind::kHeading, Say("heading_data"));
  DocumentBlock::Rows rows;
  if (!finding_.headcount) {
    rows.push_back({Say("data_none")});
  } else {
    rows.push_back({Say(finding_.report_source.empty() ? "data_report_unnamed" : "data_report")});
    if (finding_.stale) rows.push_back({Say("data_stale")});
  }
  rows.push_back({Say("data_known")});
  document_.AddRows(Kind::kBullets, std::move(rows));
}

void Writer::Help() {
  document_.Add(Kind::kHeading, Say("heading_help"));
  document_.AddRows(Kind::kBullets, {{Say("help_placement")},
                                     {Say("help_uld")},
                                     {Say("help_accommodation")},
                                     {Say("help_incentive")}});
}

void Writer::Answer() {
  document_.Add(Kind::kHeading, Say("heading_answer"));
  document_.AddRows(Kind::kBullets, {{Say(Short() ? "answer_short" : "answer_report")},
                                     {Say("answer_object")},
                                     {Say("answer_where")}});
}

void Writer::Sign(bool approved) {
  const NoticeSigner& signer = notice_.signer;
  DocumentBlock::Rows rows;
  if (approved) {
    rows = {{signer.place + ", " + IndonesianDate(*notice_.letter_date)},
            {signer.position + ","},
            {signer.office},
            {""},
            {signer.name}};
    if (!signer.official_number.empty()) rows.push_back({Say("official_number")});
  } else {
    rows = {{""}, {Say("signer_draft")}};
  }
  document_.AddRows(Kind::kSignature, std::move(rows));
}

}  // namespace

Document Letter(const Notice& notice, const LetterFacts& facts) {
  return Writer(notice, facts).Write();
}

}  // namespace setara::notices
