#include "clients/explain_text.h"

#include "clients/match_text.h"
#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

// Sections with a heading, one item a line, wrapped and indented; an empty section is left out.
class Page {
 public:
  explicit Page(size_t width) : width_(width) {}

  void Heading(std::string heading) { heading_ = std::move(heading); }

  void Item(const std::string& head, const std::string& sentence) {
    if (OneLine(head + sentence).empty()) return;
    if (!heading_.empty()) text_ += "\n" + heading_ + "\n";
    heading_.clear();
    bool first = true;
    const std::string line = head + (head.empty() || sentence.empty() ? "" : ": ") + sentence;
    for (const std::string& part : Wrap(line, width_ > 20 ? width_ - 4 : 0)) {
      text_ += (first ? "  " : "    ") + part + "\n";
      first = false;
    }
  }

  void Paragraph(const std::string& sentence) {
    for (const std::string& line : Wrap(sentence, width_)) text_ += line + "\n";
  }

  std::string Take() { return std::move(text_); }

 private:
  size_t width_;
  std::string heading_;
  std::string text_;
};

void AddHead(const App& app, const v1::MatchExplanation& explanation, Page* page) {
  const TextLanguage language = app.settings.language;
  page->Paragraph(explanation.opening_title() + " (" + explanation.opening() + ")");
  page->Paragraph(app.Say("Tingkat: ", "Tier: ") + Label(language, explanation.tier()) +
                  app.Say(". Nilai: ", ". Score: ") + ScoreText(language, explanation.score()) +
                  app.Say(" dari 100, pada ", " of 100, on ") + DayText(explanation.on()) + ".");
  if (explanation.excluded_by() != v1::MATCH_CONDITION_UNSPECIFIED) {
    page->Paragraph(app.Say("Tidak masuk daftar karena: ", "Left out of lists because of: ") +
                    Label(language, explanation.excluded_by()) + ".");
  }
  page->Paragraph(explanation.summary());
}

void AddFunctions(const App& app, const v1::MatchExplanation& explanation, Page* page) {
  const TextLanguage language = app.settings.language;
  page->Heading(app.Say("Fungsi", "Functions"));
  for (const v1::FunctionReason& reason : explanation.functions()) {
    page->Item(reason.function() + " " + reason.label() + ", " + Label(language, reason.verdict()),
               reason.sentence());
  }
  page->Heading(app.Say("Keadaan tempat kerja", "Work contexts"));
  for (const v1::ContextReason& reason : explanation.contexts()) {
    page->Item(reason.context() + " " + reason.label() + ", " + Label(language, reason.verdict()),
               reason.sentence());
  }
  page->Heading(app.Say("Syarat", "Conditions"));
  for (const v1::ConditionReason& reason : explanation.conditions()) {
    const std::string basis = reason.basis().empty() ? "" : " (" + reason.basis() + ")";
    page->Item(Label(language, reason.condition()) + ", " + Label(language, reason.result()),
               reason.sentence() + basis);
  }
}

void AddAccommodations(const App& app, const v1::MatchExplanation& explanation, Page* page) {
  page->Heading(app.Say("Akomodasi", "Accommodations"));
  for (const v1::AccommodationReason& reason : explanation.accommodations()) {
    std::string state = app.Say("perlu disediakan", "to be provided");
    if (reason.offered()) state = app.Say("tersedia", "offered");
    if (reason.hypothetical()) state = app.Say("diandaikan tersedia", "taken as offered");
    const std::string basis = reason.basis().empty() ? "" : " (" + reason.basis() + ")";
    page->Item(reason.accommodation() + " " + reason.label() + ", " + state,
               reason.sentence() + basis);
  }
  page->Heading(app.Say("Tanyakan kepada pemberi kerja", "Ask the employer"));
  for (const std::string& question : explanation.questions_to_employer()) page->Item("", question);
  page->Heading(app.Say("Tanyakan kepada pencari kerja", "Ask the person"));
  for (const std::string& question : explanation.questions_to_person()) page->Item("", question);
}

void AddRest(const App& app, const v1::MatchExplanation& explanation, Page* page) {
  const TextLanguage language = app.settings.language;
  page->Heading(app.Say("Keinginan", "Wishes"));
  for (const v1::WishReason& reason : explanation.wishes()) {
    page->Item(
        std::to_string(reason.wish_index() + 1) + ", " +
            (reason.used() ? app.Say("dipakai", "used") : app.Say("tidak dipakai", "not used")),
        reason.sentence());
  }
  page->Heading(app.Say("Bagian nilai (0-1000 x bobot per seribu)",
                        "Parts of the score (0-1000 x weight in thousandths)"));
  for (const v1::ScoreReason& reason : explanation.scores()) {
    const v1::ScorePart& part = reason.part();
    page->Item(Label(language, part.component()) + ", " + std::to_string(part.value()) + " x " +
                   std::to_string(part.weight()) +
                   (part.known() ? "" : app.Say(", belum diketahui", ", not known")),
               reason.sentence());
  }
  page->Heading(app.Say("Catatan", "Notes"));
  for (const std::string& note : explanation.notes()) page->Item("", note);
}

}  // namespace

std::string ExplanationText(const App& app, const v1::MatchExplanation& explanation) {
  Page page(TerminalWidth());
  AddHead(app, explanation, &page);
  AddFunctions(app, explanation, &page);
  AddAccommodations(app, explanation, &page);
  AddRest(app, explanation, &page);
  return page.Take();
}

Table ExplanationTable(const v1::MatchExplanation& explanation) {
  Table table({{"section", ""}, {"code", ""}, {"outcome", ""}, {"sentence", ""}});
  table.Add({"summary", "", v1::MatchTier_Name(explanation.tier()), explanation.summary()});
  for (const auto& reason : explanation.functions()) {
    table.Add({"function", reason.function(), v1::MatchVerdict_Name(reason.verdict()),
               reason.sentence()});
  }
  for (const auto& reason : explanation.contexts()) {
    table.Add(
        {"context", reason.context(), v1::MatchVerdict_Name(reason.verdict()), reason.sentence()});
  }
  for (const auto& reason : explanation.conditions()) {
    table.Add({"condition", v1::MatchCondition_Name(reason.condition()),
               v1::ConditionResult_Name(reason.result()), reason.sentence()});
  }
  for (const auto& reason : explanation.accommodations()) {
    table.Add({"accommodation", reason.accommodation(), reason.offered() ? "offered" : "to_provide",
               reason.sentence()});
  }
  for (const std::string& question : explanation.questions_to_employer()) {
    table.Add({"question_to_employer", "", "", question});
  }
  for (const std::string& question : explanation.questions_to_person()) {
    table.Add({"question_to_person", "", "", question});
  }
  for (const auto& reason : explanation.wishes()) {
    table.Add({"wish", std::to_string(reason.wish_index()), reason.used() ? "used" : "not_used",
               reason.sentence()});
  }
  for (const auto& reason : explanation.scores()) {
    table.Add({"score", v1::ScoreComponent_Name(reason.part().component()),
               std::to_string(reason.part().value()), reason.sentence()});
  }
  for (const std::string& note : explanation.notes()) table.Add({"note", "", "", note});
  return table;
}

}  // namespace setara
