#include "clients/rights_text.h"

#include "clients/consent_text.h"
#include "clients/words.h"

namespace setara {
namespace {

template <typename Enum>
Cell EnumCell(const App& app, Enum value) {
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  return {EnumLabel(app.settings.language, type, value),
          value == 0 ? "" : type->FindValueByNumber(value)->name()};
}

std::string Time(bool given, const google::protobuf::Timestamp& time) {
  return given ? InstantText(time) : "";
}

std::string OriginText(const App& app, const v1::RightsClock& clock) {
  std::string text = Label(app.settings.language, clock.origin());
  if (!clock.legal_basis().empty()) text += ", " + clock.legal_basis();
  if (!clock.verified()) text += app.Say(" (belum dicocokkan)", " (not checked)");
  return text;
}

}  // namespace

std::string RemainingText(const App& app, const v1::RightsClock& clock) {
  if (!clock.has_remaining_seconds()) return clock.overdue() ? app.Say("terlambat", "late") : "";
  const int64_t seconds = clock.remaining_seconds();
  const int64_t hours = (seconds < 0 ? -seconds : seconds) / 3600;
  std::string text = clock.overdue() ? app.Say("terlambat ", "late by ") : "";
  if (hours >= 24) text += std::to_string(hours / 24) + app.Say(" hari ", " days ");
  return text + std::to_string(hours % 24) + app.Say(" jam", " hours");
}

void PrintRequests(App& app, const v1::ListRightsRequestsResponse& response) {
  Table table({{"name", "ID", false, true},
               {"seeker", app.Say("Orang", "Person"), false, true},
               {"kind", app.Say("Untuk", "For")},
               {"state", app.Say("Status", "Status")},
               {"start_time", app.Say("Diterima", "Received"), false, true},
               {"due_time", app.Say("Batas", "Due"), false, true},
               {"remaining_seconds", app.Say("Sisa", "Remaining"), true, true},
               {"origin", app.Say("Jangka waktu", "Clock")},
               {"end_time", app.Say("Selesai", "Ended"), false, true},
               {"refusal_reason", app.Say("Alasan", "Reason")},
               {"note", app.Say("Catatan", "Note")}});
  for (const v1::RightsRequest& request : response.requests()) {
    const v1::RightsClock& clock = request.clock();
    table.Add({request.name(), request.seeker(), EnumCell(app, request.kind()),
               EnumCell(app, request.state()), InstantText(clock.start_time()),
               InstantText(clock.due_time()),
               Cell(RemainingText(app, clock),
                    clock.has_remaining_seconds() ? std::to_string(clock.remaining_seconds()) : ""),
               Cell(OriginText(app, clock), v1::ClockOrigin_Name(clock.origin())),
               Time(request.has_end_time(), request.end_time()),
               EnumCell(app, request.refusal_reason()), request.note()});
  }
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
}

void PrintCompletion(App& app, const v1::CompleteRightsRequestResponse& response) {
  if (!app.for_people()) return app.PrintJson(response);
  app.Print(app.Say("Dipenuhi: ", "Granted: ") + response.request().name() + "\n");
  if (response.pseudonymized_employments() > 0) {
    app.Print(Number(app.settings.language, response.pseudonymized_employments()) +
              app.Say(" catatan kerja tetap ada dengan nama samaran.\n",
                      " employment records stay under a pseudonym.\n"));
  }
  if (response.disclosures().empty()) return;
  app.Print(app.Say("Sudah pernah ditunjukkan kepada:\n", "Had been shown to:\n"));
  app.PrintAnswer(response, DisclosureTable(app, response.disclosures()));
}

void PrintBreaches(App& app, const v1::ListBreachesResponse& response) {
  Table table({{"name", "ID", false, true},
               {"discover_time", app.Say("Diketahui", "Discovered"), false, true},
               {"due_time", app.Say("Batas pemberitahuan", "Notice due"), false, true},
               {"remaining_seconds", app.Say("Sisa", "Remaining"), true, true},
               {"notify_time", app.Say("Diberitahukan", "Notified"), false, true},
               {"affected_people", app.Say("Orang", "People"), true},
               {"data_classes", app.Say("Data", "Data")},
               {"description", app.Say("Kejadian", "What happened")}});
  for (const v1::Breach& breach : response.breaches()) {
    const v1::RightsClock& clock = breach.clock();
    const bool known = breach.has_affected_people();
    table.Add({breach.name(), InstantText(breach.discover_time()), InstantText(clock.due_time()),
               Cell(RemainingText(app, clock),
                    clock.has_remaining_seconds() ? std::to_string(clock.remaining_seconds()) : ""),
               Time(breach.has_notify_time(), breach.notify_time()),
               Cell(known ? Number(app.settings.language, breach.affected_people()) : "",
                    known ? std::to_string(breach.affected_people()) : ""),
               ClassesCell(app, breach.data_classes()), breach.description()});
  }
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
}

}  // namespace setara
