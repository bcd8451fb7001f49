#include "clients/opening_text.h"

#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

std::string Origin(App& app, v1::DemandOrigin origin) {
  return Label(app.settings.language,
               origin == v1::DEMAND_ORIGIN_UNSPECIFIED ? v1::DEMAND_ORIGIN_CONFIRMED : origin);
}

std::string DemandLines(App& app, Labels& labels, const v1::Opening& opening) {
  std::string text;
  for (const v1::Demand& demand : opening.demands()) {
    text += "  " + labels.Term(demand.function()) + ": " + std::to_string(demand.level()) + " (" +
            Origin(app, demand.origin()) +
            (demand.marginal() ? app.Say(", tugas tambahan", ", marginal") : "") + ")" +
            (demand.task().empty() ? "" : ", " + OneLine(demand.task())) + "\n";
  }
  for (const v1::ContextPresence& context : opening.contexts()) {
    text += "  " + labels.Term(context.context()) + " (" + Origin(app, context.origin()) + ")\n";
  }
  if (text.empty()) return "";
  return "\n" + app.Say("Yang dituntut pekerjaan (0-4):\n", "What the work needs (0-4):\n") + text;
}

std::string Joined(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

std::string Period(const App& app, const v1::Opening& opening) {
  const std::string until = DayText(opening.open_until());
  return DayText(opening.open_from()) +
         (until.empty() ? "" : app.Say(" sampai sebelum ", " until before ") + until);
}

}  // namespace

std::string WageText(const v1::Opening& opening) {
  const std::string low =
      opening.has_wage_min_idr_per_month() ? Rupiah(opening.wage_min_idr_per_month()) : "";
  const std::string high =
      opening.has_wage_max_idr_per_month() ? Rupiah(opening.wage_max_idr_per_month()) : "";
  if (low.empty() || low == high) return high;
  return high.empty() ? low + "+" : low + " - " + high;
}

std::string EmployerText(const v1::Opening& opening) {
  return opening.employer_display_name().empty() ? opening.employer()
                                                 : opening.employer_display_name();
}

std::string PlaceText(App& app, Labels& labels, const v1::Opening& opening) {
  const std::string region = labels.Region(opening.region_code());
  if (opening.arrangement() != v1::ARRANGEMENT_REMOTE) return region;
  return region + (region.empty() ? "" : ", ") + app.Say("jarak jauh", "remote");
}

std::vector<Column> OpeningColumns(const App& app) {
  return {{"name", "ID", false, true},
          {"title", app.Say("Lowongan", "Opening")},
          {"employer", app.Say("Pemberi kerja", "Employer")},
          {"region", app.Say("Tempat", "Place")},
          {"wage_min_idr_per_month", app.Say("Upah sebulan", "Wage a month"), false, true},
          {"posted_on", app.Say("Terbit", "Posted"), false, true}};
}

std::vector<Cell> OpeningCells(App& app, Labels& labels, const v1::Opening& opening) {
  const std::string place = app.for_people() ? PlaceText(app, labels, opening) : "";
  return {opening.name(),
          opening.title(),
          EmployerText(opening),
          {place, opening.region_code()},
          {WageText(opening), opening.has_wage_min_idr_per_month()
                                  ? std::to_string(opening.wage_min_idr_per_month())
                                  : ""},
          DayText(opening.posted_on())};
}

std::string OpeningListing(App& app, Labels& labels, const v1::Opening& opening) {
  const TextLanguage language = app.settings.language;
  std::string text = Listing(
      {{"ID", opening.name()},
       {app.Say("Lowongan", "Opening"), opening.title()},
       {app.Say("Pemberi kerja", "Employer"), EmployerText(opening)},
       {app.Say("Keadaan", "State"), Label(language, opening.state())},
       {app.Say("Dibuka", "Open"), Period(app, opening)},
       {app.Say("Tempat", "Place"), PlaceText(app, labels, opening)},
       {app.Say("Jenis", "Kind"), Label(language, opening.kind())},
       {app.Say("Kontrak", "Contract"), Label(language, opening.contract())},
       {app.Say("Waktu kerja", "Hours"), Label(language, opening.hours())},
       {app.Say("Giliran", "Shift"), Label(language, opening.shift())},
       {app.Say("Upah sebulan", "Wage a month"), WageText(opening)},
       {app.Say("Jabatan", "Occupation"), labels.Occupation(opening.occupation_code())},
       {app.Say("Pendidikan", "Education"), Label(language, opening.education())},
       {app.Say("Dasar syarat pendidikan", "Basis of education"), opening.education_basis()},
       {app.Say("Izin", "Licences"), labels.Terms(opening.licences())},
       {app.Say("Keterampilan", "Skills"),
        opening.skills().empty() ? Joined(opening.skill_words()) : labels.Terms(opening.skills())},
       {app.Say("Akomodasi tersedia", "Accommodations offered"),
        labels.Terms(opening.accommodations_offered())},
       {app.Say("Jumlah orang", "Positions"), std::to_string(opening.positions())},
       {app.Say("Sumber", "Source"), opening.source() + " " + opening.source_id()},
       {"URL", opening.source_url()}},
      TerminalWidth());
  text += DemandLines(app, labels, opening);
  const std::vector<std::string> lines = Wrap(opening.description(), TerminalWidth());
  if (!lines.empty()) text += "\n";
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace setara
