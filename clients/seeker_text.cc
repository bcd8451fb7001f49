#include "clients/seeker_text.h"

#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

std::string Masked(const std::string& number) {
  return number.size() <= 4
             ? number
             : std::string(number.size() - 4, '*') + number.substr(number.size() - 4);
}

std::string CapacityLines(App& app, Labels& labels, const v1::Seeker& seeker) {
  std::string text;
  for (const v1::Capacity& capacity : seeker.capacities()) {
    text += "  " + labels.Term(capacity.function()) + ": " + std::to_string(capacity.usual_level());
    if (capacity.has_low_level()) {
      text += app.Say(", pada hari buruk ", ", on a bad day ") +
              std::to_string(capacity.low_level()) +
              (capacity.how_often().empty() ? "" : " (" + OneLine(capacity.how_often()) + ")");
    }
    text += "\n";
  }
  for (const v1::ContextTolerance& tolerance : seeker.tolerances()) {
    text += "  " + labels.Term(tolerance.context()) + ": " +
            Label(app.settings.language, tolerance.level());
    if (!tolerance.with_accommodation().empty()) {
      text += ", " + labels.Term(tolerance.with_accommodation());
    }
    text += "\n";
  }
  if (text.empty()) return "";
  return "\n" +
         app.Say("Kemampuan dengan alat bantu sendiri (0-4):\n",
                 "Capacities with their own aids (0-4):\n") +
         text;
}

std::string ChoiceLines(App& app, Labels& labels, const v1::Seeker& seeker) {
  std::string text;
  for (const v1::AccommodationChoice& choice : seeker.accommodations()) {
    text += "  " + labels.Term(choice.accommodation()) + ": " +
            Label(app.settings.language, choice.stance()) + "\n";
  }
  if (text.empty()) return "";
  return "\n" + app.Say("Akomodasi:\n", "Accommodations:\n") + text;
}

std::string WishText(App& app, Labels& labels, const v1::Wish& wish) {
  const TextLanguage language = app.settings.language;
  std::string text;
  const auto add = [&](const std::string& part, bool must) {
    if (part.empty()) return;
    text += (text.empty() ? "" : ", ") + part + (must ? app.Say(" (wajib)", " (a must)") : "");
  };
  add(labels.Occupation(wish.occupation_code()), wish.occupation_is_must());
  for (const int kind : wish.kinds()) {
    add(Label(language, static_cast<v1::WorkKind>(kind)), wish.kind_is_must());
  }
  add(Label(language, wish.hours()), wish.hours_is_must());
  for (const int arrangement : wish.arrangements()) {
    add(Label(language, static_cast<v1::Arrangement>(arrangement)), wish.arrangement_is_must());
  }
  if (wish.has_wage_idr_per_month()) add(Rupiah(wish.wage_idr_per_month()), wish.wage_is_must());
  add(wish.note().empty() ? "" : "\"" + wish.note() + "\"", false);
  return text;
}

std::string ConsentText(const App& app, const v1::Seeker& seeker) {
  if (!seeker.has_matching_consent()) return app.Say("belum ada", "none");
  const std::string until = DayText(seeker.matching_consent().valid_until());
  return app.Say("sejak ", "since ") + DayText(seeker.matching_consent().valid_from()) +
         (until.empty() ? "" : app.Say(" sampai sebelum ", " until before ") + until);
}

std::string ReachText(const App& app, const v1::Seeker& seeker) {
  if (!seeker.has_reach_km()) return app.Say("berapa pun jauhnya", "any distance");
  return std::to_string(seeker.reach_km()) + " km" +
         (seeker.reach_is_wish() ? app.Say(" (keinginan)", " (a wish)") : "");
}

std::string NightText(const App& app, const v1::Seeker& seeker) {
  if (!seeker.has_accepts_night_shift()) return "";
  return seeker.accepts_night_shift() ? app.Say("bersedia", "yes") : app.Say("tidak", "no");
}

}  // namespace

std::vector<Column> SeekerColumns(const App& app) {
  return {{"name", "ID", false, true},
          {"full_name", app.Say("Nama", "Name")},
          {"birth_date", app.Say("Lahir", "Born"), false, true},
          {"region_code", app.Say("Tempat tinggal", "Lives in")},
          {"education", app.Say("Pendidikan", "Education")},
          {"matching_consent", app.Say("Persetujuan", "Consent")}};
}

std::vector<Cell> SeekerCells(App& app, Labels& labels, const v1::Seeker& seeker) {
  return {seeker.name(),
          seeker.identity().full_name(),
          DayText(seeker.identity().birth_date()),
          {app.for_people() ? labels.Region(seeker.region_code()) : "", seeker.region_code()},
          {Label(app.settings.language, seeker.education()),
           v1::EducationLevel_Name(seeker.education())},
          {ConsentText(app, seeker), DayText(seeker.matching_consent().valid_from())}};
}

std::string SeekerListing(App& app, Labels& labels, const v1::Seeker& seeker) {
  const v1::PersonIdentity& identity = seeker.identity();
  std::string text = Listing(
      {{"ID", seeker.name()},
       {app.Say("Nama", "Name"), identity.full_name()},
       {app.Say("Lahir", "Born"), DayText(identity.birth_date())},
       {"NIK", Masked(identity.nik())},
       {"KPJ", Masked(identity.kpj())},
       {app.Say("Telepon", "Phone"), identity.phone()},
       {"E-mail", identity.email()},
       {app.Say("Tempat tinggal", "Lives in"), labels.Region(seeker.region_code())},
       {app.Say("Jangkauan", "Reach"), ReachText(app, seeker)},
       {app.Say("Pendidikan", "Education"), Label(app.settings.language, seeker.education())},
       {"BPJS", Label(app.settings.language, seeker.bpjs_segment())},
       {app.Say("Keterampilan", "Skills"), labels.Terms(seeker.skills())},
       {app.Say("Izin", "Licences"), labels.Terms(seeker.licences().licences())},
       {app.Say("Cara berkomunikasi", "Communication"),
        labels.Terms(seeker.communication().modes())},
       {app.Say("Yang diutamakan", "Preferred"),
        labels.Terms(seeker.communication().preferred_modes())},
       {app.Say("Kerja malam", "Night work"), NightText(app, seeker)},
       {app.Say("Persetujuan pencocokan", "Consent to matching"), ConsentText(app, seeker)}},
      TerminalWidth());
  text += CapacityLines(app, labels, seeker) + ChoiceLines(app, labels, seeker);
  if (!seeker.wishes().empty()) text += "\n" + app.Say("Keinginan:\n", "Wishes:\n");
  for (const v1::Wish& wish : seeker.wishes()) {
    for (const std::string& line : Wrap(WishText(app, labels, wish), TerminalWidth())) {
      text += "  " + line + "\n";
    }
  }
  return text;
}

}  // namespace setara
