#include "clients/referral_text.h"

#include "clients/text_width.h"
#include "clients/words.h"
#include "setara/v1/placement.grpc.pb.h"

namespace setara {
namespace {

template <typename Enum>
Cell EnumCell(const App& app, Enum value) {
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  return {EnumLabel(app.settings.language, type, value),
          value == 0 ? "" : type->FindValueByNumber(value)->name()};
}

std::string YesNo(const App& app, bool yes) {
  return yes ? app.Say("ya", "yes") : app.Say("tidak", "no");
}

// Who it is about, as far as the caller may know.
std::string PersonText(const v1::Placement& placement) {
  if (!placement.seeker_display_name().empty()) return placement.seeker_display_name();
  if (!placement.named().full_name().empty()) return placement.named().full_name();
  return placement.pseudonym();
}

Cell QuotaCell(const App& app, const v1::Placement& placement) {
  Cell cell("");
  for (const int value : placement.quota_standing()) {
    const auto standing = static_cast<v1::QuotaStanding>(value);
    cell.shown += (cell.shown.empty() ? "" : ", ") + Label(app.settings.language, standing);
    cell.raw += (cell.raw.empty() ? "" : ";") + v1::QuotaStanding_Name(standing);
  }
  if (cell.raw.empty())
    cell = Cell(YesNo(app, placement.counts_for_quota()),
                placement.counts_for_quota() ? "true" : "false");
  return cell;
}

std::string PeriodText(const App& app, const v1::Date& from, bool ends, const v1::Date& until) {
  return DayText(from) +
         (ends ? app.Say(" sampai sebelum ", " until before ") + DayText(until) : "");
}

std::string MembershipText(const App& app, const v1::BpjsMembership& membership) {
  std::string text = Label(app.settings.language, membership.segment()) + ", " +
                     (membership.registered() ? app.Say("terdaftar sejak ", "registered since ") +
                                                    DayText(membership.registered_since())
                                              : app.Say("belum terdaftar", "not registered"));
  return text;
}

Table PlacementTable(App& app,
                     const google::protobuf::RepeatedPtrField<v1::Placement>& placements) {
  ReasonLabels reasons(app);
  Table table({{"name", "ID", false, true},
               {"person", app.Say("Orang", "Person")},
               {"seeker", app.Say("Nomor orang", "Person ID"), false, true},
               {"opening", app.Say("Lowongan", "Opening")},
               {"employer", app.Say("Pemberi kerja", "Employer")},
               {"state", app.Say("Status", "State")},
               {"state_since", app.Say("Sejak", "Since"), false, true},
               {"reason", app.Say("Alasan", "Reason")},
               {"needs_decision", app.Say("Perlu keputusan", "Decide")},
               {"quota", app.Say("Kuota", "Quota")},
               {"follow_up_due", app.Say("Cek berikut", "Next check"), false, true}});
  for (const v1::Placement& placement : placements) {
    table.Add({placement.name(), PersonText(placement), placement.seeker(),
               Cell(placement.opening_title(), placement.opening()),
               Cell(placement.employer_display_name(), placement.employer()),
               EnumCell(app, placement.state()), DayText(placement.state_since()),
               reasons.Of(placement.reason()),
               Cell(placement.needs_decision() ? app.Say("ya", "yes") : "",
                    placement.needs_decision() ? "true" : "false"),
               placement.has_starts_on() ? QuotaCell(app, placement) : Cell(""),
               DayText(placement.follow_up_due())});
  }
  return table;
}

// What one step says beside its day.
std::string EventText(App& app, ReasonLabels& reasons, const v1::PlacementEvent& event) {
  std::string text = reasons.Of(event.reason()).shown;
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
  if (event.months() != 0) {
    add(std::to_string(event.months()) + app.Say(" bulan", " months"));
  }
  if (!event.raised_by().empty()) {
    add(app.Say("karena diterima lewat ", "since hired by ") + event.raised_by());
  }
  if (event.has_evidence()) {
    const v1::QuotaEvidence& evidence = event.evidence();
    add(Label(app.settings.language, evidence.kind()) + ", " +
        PeriodText(app, evidence.valid_from(), evidence.has_valid_until(), evidence.valid_until()));
  }
  if (event.has_membership()) add(MembershipText(app, event.membership()));
  if (event.corrected_number() != 0) {
    add(app.Say("langkah ", "step ") + std::to_string(event.corrected_number()));
    if (event.has_previous_occurred_on()) {
      add(app.Say("semula ", "was ") + DayText(event.previous_occurred_on()));
    }
    if (!event.previous_reason().empty()) {
      add(app.Say("semula ", "was ") + reasons.Of(event.previous_reason()).shown);
    }
  }
  if (event.retracted()) add(app.Say("dibatalkan", "taken back"));
  return text;
}

Table EventTable(App& app, const v1::Placement& placement) {
  ReasonLabels reasons(app);
  Table table({{"number", "No.", true, true},
               {"occurred_on", app.Say("Tanggal", "Day"), false, true},
               {"step", app.Say("Langkah", "Step")},
               {"reason", app.Say("Keterangan", "Details")},
               {"actor_role", app.Say("Oleh", "By")},
               {"record_time", app.Say("Dicatat", "Recorded"), false, true}});
  for (const v1::PlacementEvent& event : placement.events()) {
    table.Add({std::to_string(event.number()), DayText(event.occurred_on()),
               EnumCell(app, event.step()), Cell(EventText(app, reasons, event), event.reason()),
               EnumCell(app, event.actor_role()), InstantText(event.record_time())});
  }
  return table;
}

void PrintPositionsLine(const App& app, const v1::OpeningPositions& positions) {
  if (positions.opening().empty()) return;
  app.Print(app.Say("Posisi lowongan: ", "Positions of the opening: ") +
            std::to_string(positions.filled()) + "/" + std::to_string(positions.positions()) +
            app.Say(" terisi", " filled") + "\n");
  if (positions.left() > 0 || !positions.open()) return;
  app.Print(
      app.Say("Tidak ada posisi tersisa, tetapi lowongan masih terbuka: setara openings close ",
              "No position is left, but the opening is still open: setara openings close ") +
      positions.opening() + " --filled\n");
}

}  // namespace

Cell ReasonLabels::Of(const std::string& code) {
  if (code.empty() || !app_.for_people()) return {code};
  if (!loaded_) {
    loaded_ = true;
    v1::ListPlacementReasonsResponse response;
    std::string token;
    const grpc::Status status = app_.Try(&v1::PlacementService::Stub::ListPlacementReasons,
                                         v1::ListPlacementReasonsRequest(), &response,
                                         app_.settings.timeout_seconds, &token);
    for (const v1::PlacementReason& reason : response.reasons()) {
      if (status.ok()) labels_[reason.code()] = Say(app_.settings.language, reason.label());
    }
  }
  const auto found = labels_.find(code);
  return {found == labels_.end() ? code : found->second, code};
}

void PrintPlacement(App& app, const v1::Placement& placement) {
  if (!app.for_people()) return app.PrintAnswer(placement, EventTable(app, placement));
  ReasonLabels reasons(app);
  const auto language = app.settings.language;
  std::vector<std::pair<std::string, std::string>> lines = {
      {"ID", placement.name()},
      {app.Say("Orang", "Person"),
       PersonText(placement) + (placement.seeker().empty() ? "" : " (" + placement.seeker() + ")")},
      {app.Say("Telepon", "Phone"), placement.named().phone()},
      {"E-mail", placement.named().email()},
      {app.Say("Lowongan", "Opening"),
       placement.opening_title() + " (" + placement.opening() + ")"},
      {app.Say("Pemberi kerja", "Employer"),
       placement.employer_display_name() + " (" + placement.employer() + ")"},
      {app.Say("Status", "State"), Label(language, placement.state()) +
                                       app.Say(", sejak ", ", since ") +
                                       DayText(placement.state_since())},
      {app.Say("Alasan", "Reason"), reasons.Of(placement.reason()).shown},
      {app.Say("Perlu keputusan", "Needs a decision"),
       placement.needs_decision() ? app.Say("ya: diterima di tempat lain", "yes: hired elsewhere")
                                  : ""},
      {app.Say("Jenis kerja", "Kind of work"), Label(language, placement.work_kind())},
      {app.Say("Hubungan kerja", "Relation"), Label(language, placement.relation())},
      {app.Say("Mulai bekerja", "Starts on"), DayText(placement.starts_on())},
      {app.Say("Berakhir", "Ended on"), DayText(placement.ended_on())},
      {app.Say("Kuota", "Quota"), placement.has_starts_on() ? QuotaCell(app, placement).shown : ""},
  };
  for (const v1::QuotaEvidence& evidence : placement.evidence()) {
    lines.emplace_back(app.Say("Bukti", "Evidence"),
                       Label(language, evidence.kind()) + ", " +
                           PeriodText(app, evidence.valid_from(), evidence.has_valid_until(),
                                      evidence.valid_until()));
  }
  if (placement.has_membership()) {
    lines.emplace_back("BPJS", MembershipText(app, placement.membership()));
  }
  if (placement.follow_up_months() != 0) {
    lines.emplace_back(app.Say("Cek berikut", "Next check"),
                       DayText(placement.follow_up_due()) + ", " +
                           std::to_string(placement.follow_up_months()) +
                           app.Say(" bulan", " months"));
  }
  app.Print(Listing(lines, TerminalWidth()) + "\n");
  app.Print(EventTable(app, placement).Text(TerminalWidth()));
}

void PrintPlacements(App& app, const v1::ListPlacementsResponse& response) {
  app.PrintAnswer(response, PlacementTable(app, response.placements()));
  app.PrintMore(response.next_page_token());
}

void PrintStep(App& app, const v1::Placement& placement) {
  if (!app.for_people()) return app.PrintJson(placement);
  app.Print((app.settings.dry_run ? app.Say("Benar; tidak ada yang disimpan. Statusnya akan: ",
                                            "Correct; nothing was stored. It would be: ")
                                  : app.Say("Tersimpan: ", "Stored: ") + placement.name() + ", ") +
            Label(app.settings.language, placement.state()) + app.Say(", sejak ", ", since ") +
            DayText(placement.state_since()) + "\n");
  if (placement.has_starts_on() && !placement.quota_standing().empty()) {
    app.Print(app.Say("Kuota: ", "Quota: ") + QuotaCell(app, placement).shown + "\n");
  }
}

void PrintHire(App& app, const v1::HirePlacementResponse& response) {
  if (!app.for_people()) return app.PrintJson(response);
  PrintStep(app, response.placement());
  PrintPositionsLine(app, response.positions());
  if (response.undecided().empty()) return;
  app.Print(
      app.Say("\nOrang ini masih punya rujukan lain. Putuskan masing-masing dengan setara "
              "referrals decide:\n",
              "\nThis person has other referrals under way. Decide each with setara "
              "referrals decide:\n"));
  app.Print(PlacementTable(app, response.undecided()).Text(TerminalWidth()));
}

void PrintFollowUps(App& app, const v1::ListFollowUpsResponse& response) {
  Table table({{"name", "ID", false, true},
               {"person", app.Say("Orang", "Person")},
               {"employer", app.Say("Pemberi kerja", "Employer")},
               {"starts_on", app.Say("Mulai", "Started"), false, true},
               {"months", app.Say("Bulan", "Months"), true, true},
               {"due_on", app.Say("Jatuh tempo", "Due"), false, true},
               {"days_overdue", app.Say("Terlambat", "Overdue"), true, true}});
  for (const v1::FollowUp& due : response.follow_ups()) {
    const v1::Placement& placement = due.placement();
    const int days = due.days_overdue();
    table.Add({placement.name(), PersonText(placement),
               Cell(placement.employer_display_name(), placement.employer()),
               DayText(placement.starts_on()), std::to_string(due.months()), DayText(due.due_on()),
               Cell(days > 0 ? std::to_string(days) + app.Say(" hari", " days") : "",
                    std::to_string(days))});
  }
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
}

void PrintPositions(App& app, const v1::ListOpeningPositionsResponse& response) {
  Table table({{"opening", app.Say("Lowongan", "Opening"), false, true},
               {"title", app.Say("Judul", "Title")},
               {"positions", app.Say("Posisi", "Positions"), true, true},
               {"filled", app.Say("Terisi", "Filled"), true, true},
               {"left", app.Say("Sisa", "Left"), true, true},
               {"open", app.Say("Terbuka", "Open"), false, true}});
  for (const v1::OpeningPositions& one : response.openings()) {
    table.Add({one.opening(), one.title(), std::to_string(one.positions()),
               std::to_string(one.filled()), std::to_string(one.left()),
               Cell(YesNo(app, one.open()), one.open() ? "true" : "false")});
  }
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
}

void PrintReasons(App& app, const v1::ListPlacementReasonsResponse& response) {
  Table table(
      {{"code", app.Say("Kode", "Code"), false, true},
       {"step", app.Say("Langkah", "Step")},
       {"label", app.Say("Arti", "Meaning")},
       {"told_to_employer", app.Say("Diberitahukan ke pemberi kerja", "Employer is told")}});
  for (const v1::PlacementReason& reason : response.reasons()) {
    table.Add({reason.code(), EnumCell(app, reason.step()),
               Say(app.settings.language, reason.label()),
               Cell(YesNo(app, reason.told_to_employer()),
                    reason.told_to_employer() ? "true" : "false")});
  }
  app.PrintAnswer(response, table);
}

}  // namespace setara
