#include "clients/audit_text.h"

#include <google/protobuf/util/time_util.h>

#include "clients/words.h"

namespace setara {
namespace {

// "SeekerService.GetSeeker".
std::string ShortMethod(const std::string& method) {
  constexpr std::string_view kPackage = "setara.v1.";
  return method.starts_with(kPackage) ? method.substr(kPackage.size()) : method;
}

template <typename Message>
Cell Classes(const App& app, const Message& message) {
  Cell cell("");
  for (int number : message.data_classes()) {
    const auto data_class = static_cast<v1::DataClass>(number);
    if (!cell.raw.empty()) {
      cell.shown += ", ";
      cell.raw += ' ';
    }
    cell.shown += Label(app.settings.language, data_class);
    cell.raw += v1::DataClass_Name(data_class);
  }
  return cell;
}

Cell WhenCell(const google::protobuf::Timestamp& at) {
  return {InstantText(at), google::protobuf::util::TimeUtil::ToString(at)};
}

template <typename Enum>
Cell EnumCell(const App& app, Enum value, const std::string& name) {
  return {Label(app.settings.language, value), name};
}

// The people; beyond a few, how many.
Cell People(const App& app, const v1::AuditEvent& event) {
  Cell cell("");
  for (const std::string& subject : event.subjects()) {
    cell.raw += (cell.raw.empty() ? "" : " ") + subject;
  }
  const bool same = event.subjects_size() == 1 && event.subjects(0) == event.object();
  if (event.subjects_size() == 1 && !same) cell.shown = event.subjects(0);
  if (event.subjects_size() > 1) {
    cell.shown =
        Number(app.settings.language, event.subjects_size()) + app.Say(" orang", " people");
  }
  return cell;
}

}  // namespace

void PrintEvents(App& app, const v1::ListAuditEventsResponse& response) {
  Table table({{"sequence", app.Say("No.", "No."), true, true},
               {"at", app.Say("Waktu", "Time"), false, true},
               {"caller", app.Say("Pelaku", "Caller"), false, true},
               {"role", app.Say("Peran", "Role")},
               {"place", app.Say("Tempat", "Place")},
               {"method", app.Say("Tindakan", "Action")},
               {"object", app.Say("Catatan", "Record"), false, true},
               {"subjects", app.Say("Orang", "People"), false, true},
               {"data_classes", app.Say("Data", "Data")},
               {"purpose", app.Say("Tujuan", "Purpose")},
               {"outcome", app.Say("Hasil", "Outcome")},
               {"reason", app.Say("Sebab", "Reason")},
               {"break_glass", app.Say("Darurat", "Emergency")},
               {"peer", app.Say("Alamat", "Address")}});
  for (const v1::AuditEvent& event : response.events()) {
    table.Add({std::to_string(event.sequence()), WhenCell(event.at()), event.caller(),
               EnumCell(app, event.role(), v1::Role_Name(event.role())), event.place(),
               Cell(ShortMethod(event.method()), event.method()), event.object(),
               People(app, event), Classes(app, event), event.purpose(),
               EnumCell(app, event.outcome(), v1::AuditOutcome_Name(event.outcome())),
               event.reason(), event.break_glass(), event.peer()});
  }
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
}

void PrintTrail(App& app, const v1::ListPersonTrailResponse& response) {
  Table table({{"at", app.Say("Waktu", "Time"), false, true},
               {"role", app.Say("Peran", "Role")},
               {"place", app.Say("Tempat", "Place")},
               {"method", app.Say("Tindakan", "Action")},
               {"data_classes", app.Say("Data", "Data")},
               {"purpose", app.Say("Tujuan", "Purpose")},
               {"outcome", app.Say("Hasil", "Outcome")},
               {"emergency", app.Say("Darurat", "Emergency")}});
  for (const v1::TrailEntry& entry : response.entries()) {
    table.Add({WhenCell(entry.at()), EnumCell(app, entry.role(), v1::Role_Name(entry.role())),
               entry.place(), Cell(ShortMethod(entry.method()), entry.method()),
               Classes(app, entry), entry.purpose(),
               EnumCell(app, entry.outcome(), v1::AuditOutcome_Name(entry.outcome())),
               Cell(entry.emergency() ? app.Say("ya", "yes") : "",
                    entry.emergency() ? "true" : "false")});
  }
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
}

}  // namespace setara
