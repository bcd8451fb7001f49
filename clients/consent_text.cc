#include "clients/consent_text.h"

#include "clients/labels.h"
#include "clients/words.h"

namespace setara {
namespace {

template <typename Enum>
Cell EnumCell(const App& app, Enum value) {
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  return {EnumLabel(app.settings.language, type, value),
          value == 0 ? "" : type->FindValueByNumber(value)->name()};
}

template <typename Texts>
std::string Joined(const Texts& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : ";") + text;
  return joined;
}

}  // namespace

Cell ClassesCell(const App& app, const google::protobuf::RepeatedField<int>& classes) {
  Cell cell("");
  for (const int value : classes) {
    const auto data_class = static_cast<v1::DataClass>(value);
    cell.shown += (cell.shown.empty() ? "" : ", ") + Label(app.settings.language, data_class);
    cell.raw += (cell.raw.empty() ? "" : ";") + v1::DataClass_Name(data_class);
  }
  return cell;
}

void PrintConsents(App& app, const v1::ListConsentsResponse& response) {
  Table table({{"name", "ID", false, true},
               {"given_on", app.Say("Tanggal", "Day"), false, true},
               {"act", app.Say("Kata", "Word"), false, true},
               {"purpose", app.Say("Untuk", "For")},
               {"employer", app.Say("Pemberi kerja", "Employer"), false, true},
               {"opening", app.Say("Lowongan", "Opening"), false, true},
               {"giver", app.Say("Oleh", "By")},
               {"channel", app.Say("Cara", "How")},
               {"text_version", app.Say("Naskah", "Text")},
               {"valid_from", app.Say("Sejak", "From"), false, true},
               {"valid_until", app.Say("Sampai sebelum", "Until before"), false, true},
               {"in_force", app.Say("Berlaku", "In force")}});
  for (const v1::Consent& consent : response.consents()) {
    table.Add({consent.name(), DayText(consent.given_on()), EnumCell(app, consent.act()),
               EnumCell(app, consent.purpose()), consent.employer(), consent.opening(),
               EnumCell(app, consent.giver()), EnumCell(app, consent.channel()),
               consent.text_version(), DayText(consent.valid_from()),
               DayText(consent.valid_until()),
               Cell(consent.in_force() ? app.Say("ya", "yes") : app.Say("tidak", "no"),
                    consent.in_force() ? "true" : "false")});
  }
  app.PrintAnswer(response, table);
}

Table DisclosureTable(const App& app,
                      const google::protobuf::RepeatedPtrField<v1::Disclosure>& disclosures) {
  Table table({{"disclose_time", app.Say("Waktu", "When"), false, true},
               {"employer", app.Say("Kepada", "To"), false, true},
               {"opening", app.Say("Lowongan", "Opening"), false, true},
               {"consent", app.Say("Persetujuan", "Consent"), false, true},
               {"data_classes", app.Say("Data", "Data")}});
  for (const v1::Disclosure& disclosure : disclosures) {
    table.Add({InstantText(disclosure.disclose_time()), disclosure.employer(), disclosure.opening(),
               disclosure.consent(), ClassesCell(app, disclosure.data_classes())});
  }
  return table;
}

void PrintWithdrawal(App& app, const v1::WithdrawConsentResponse& response) {
  const Table table = DisclosureTable(app, response.disclosures());
  if (!app.for_people()) return app.PrintAnswer(response, table);
  app.Print(app.Say("Dicabut. ", "Withdrawn. ") +
            (table.empty()
                 ? app.Say("Belum pernah ditunjukkan dengan nama kepada siapa pun.\n",
                           "Was never shown to anyone with the name.\n")
                 : app.Say("Sudah pernah ditunjukkan kepada:\n", "Had been shown to:\n")));
  if (!table.empty()) app.PrintAnswer(response, table);
}

void PrintCandidates(App& app, const v1::ListCandidatesResponse& response) {
  Labels labels(app);
  Table table({{"pseudonym", app.Say("Calon", "Candidate"), false, true},
               {"full_name", app.Say("Nama", "Name")},
               {"phone", app.Say("Telepon", "Phone"), false, true},
               {"email", "E-mail"},
               {"education", app.Say("Pendidikan", "Education")},
               {"occupation_codes", app.Say("Keinginan", "Wishes")},
               {"skills", app.Say("Keterampilan", "Skills")},
               {"region_code", app.Say("Tempat tinggal", "Lives in")},
               {"accommodations", app.Say("Akomodasi", "Accommodations")},
               {"communication_modes", app.Say("Komunikasi", "Communication")}});
  for (const v1::Candidate& candidate : response.candidates()) {
    const v1::NamedCandidate& named = candidate.named();
    const bool people = app.for_people();
    std::string wishes;
    for (const std::string& code : candidate.occupation_codes()) {
      wishes += (wishes.empty() ? "" : ", ") + (people ? labels.Occupation(code) : code);
    }
    table.Add(
        {candidate.pseudonym(), named.full_name(), named.phone(), named.email(),
         EnumCell(app, candidate.education()), Cell(wishes, Joined(candidate.occupation_codes())),
         Cell(people ? labels.Terms(candidate.skills()) : "", Joined(candidate.skills())),
         Cell(people ? labels.Region(candidate.region_code()) : "", candidate.region_code()),
         Cell(people ? labels.Terms(named.accommodations()) : "", Joined(named.accommodations())),
         Cell(people ? labels.Terms(named.communication_modes()) : "",
              Joined(named.communication_modes()))});
  }
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
}

}  // namespace setara
