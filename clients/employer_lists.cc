#include "clients/employer_lists.h"

#include "clients/flags.h"
#include "clients/labels.h"
#include "clients/record_command.h"
#include "setara/v1/register.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::RegisterService::Stub;

template <typename Request>
CLI::Option* AddEmployer(CLI::App* command, const std::shared_ptr<Request>& request) {
  return command->add_option_function<std::string>(
      "id",
      [request](const std::string& id) { request->set_employer(ResourceName("employers", id)); },
      "employers/ID or ID");
}

template <typename Request>
void AddListFlags(CLI::App* command, const std::shared_ptr<Request>& request) {
  AddEmployer(command, request);
  AddText(command, "--region", request->mutable_region_code(),
          "Without an employer: of all seated here or below");
  AddInstant(
      command, "--known-at",
      [request](const google::protobuf::Timestamp& at) { *request->mutable_known_at() = at; },
      "Only what was known then");
  AddPaging(command, request.get());
}

// A verb whose list `print` prints.
template <typename Request, typename Response>
void AddListVerb(CLI::App* noun, App& app, const char* name, const char* help,
                 grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                 void (*print)(App&, const Response&)) {
  CLI::App* command = noun->add_subcommand(name, help);
  auto request = std::make_shared<Request>();
  AddListFlags(command, request);
  command->callback([&app, request, method, print] {
    app.command = [&app, request, method, print] {
      Response response;
      if (!app.CallPages(method, *request, &response)) return app.exit_code();
      print(app, response);
      app.PrintMore(response.next_page_token());
      return static_cast<int>(kExitOk);
    };
  });
}

void PrintHeadcounts(App& app, const v1::ListHeadcountsResponse& response) {
  const TextLanguage language = app.settings.language;
  Table table({{"employer", "ID", false, true},
               {"valid_from", app.Say("Mulai", "From"), false, true},
               {"kind", app.Say("Jenis", "Kind")},
               {"workers", app.Say("Pekerja", "Workers"), true},
               {"workers_with_disabilities", app.Say("Disabilitas", "With disabilities"), true},
               {"source", app.Say("Sumber", "Source")},
               {"known_time", app.Say("Diketahui", "Known"), false, true}});
  for (const v1::EmployerHeadcount& item : response.headcounts()) {
    const v1::HeadcountReport& report = item.report();
    const bool reported = report.has_workers_with_disabilities();
    table.Add({item.employer(), DayText(report.valid_from()),
               Cell(Label(language, report.kind()), v1::HeadcountReportKind_Name(report.kind())),
               Cell(Number(language, report.workers()), std::to_string(report.workers())),
               Cell(reported ? Number(language, report.workers_with_disabilities()) : "",
                    reported ? std::to_string(report.workers_with_disabilities()) : ""),
               report.source(), InstantText(report.known_time())});
  }
  app.PrintAnswer(response, table);
}

void PrintWorkers(App& app, const v1::ListEmploymentResponse& response) {
  const TextLanguage language = app.settings.language;
  Table table({{"employer", "ID", false, true},
               {"person", app.Say("Pseudonim", "Pseudonym")},
               {"source_id", app.Say("ID di sumber", "Id at source"), false, true},
               {"relation", app.Say("Hubungan", "Relation")},
               {"site", app.Say("Lokasi", "Site")},
               {"valid_from", app.Say("Mulai", "From"), false, true},
               {"valid_until", app.Say("Berhenti", "Until"), false, true},
               {"contract_until", app.Say("Akhir kontrak", "Contract until"), false, true},
               {"evidence_kind", app.Say("Bukti", "Evidence")},
               {"evidence_until", app.Say("Bukti sampai", "Evidence until"), false, true},
               {"agreed_on", app.Say("Setuju", "Agreed"), false, true},
               {"exclude_code", app.Say("Dikecualikan", "Excluded")}});
  for (const v1::EmployerEmployment& item : response.records()) {
    const v1::EmploymentRecord& record = item.record();
    table.Add(
        {item.employer(), record.person(), record.source_id(),
         Cell(Label(language, record.relation()), v1::EmploymentRelation_Name(record.relation())),
         record.site(), DayText(record.valid_from()), DayText(record.valid_until()),
         DayText(record.contract_until()),
         Cell(Label(language, record.evidence_kind()),
              v1::EvidenceKind_Name(record.evidence_kind())),
         DayText(record.evidence_until()), DayText(record.agreed_on()),
         Cell(Label(language, record.exclude_code()),
              record.exclude_code() == 0 ? "" : v1::ExclusionCode_Name(record.exclude_code()))});
  }
  app.PrintAnswer(response, table);
}

void PrintSites(App& app, const v1::ListSitesResponse& response) {
  Labels labels(app);
  Table table({{"employer", "ID", false, true},
               {"code", app.Say("Kode", "Code"), false, true},
               {"display_name", app.Say("Nama", "Name")},
               {"region_code", app.Say("Daerah", "Region")},
               {"npp", "NPP", false, true},
               {"wlkp_number", app.Say("Nomor WLKP", "WLKP number"), false, true}});
  for (const v1::EmployerSite& item : response.sites()) {
    const v1::WorkSite& site = item.site();
    table.Add({item.employer(), site.code(), site.display_name(),
               Cell(app.for_people() ? labels.Region(site.region_code()) : "", site.region_code()),
               site.npp(), site.wlkp_number()});
  }
  app.PrintAnswer(response, table);
}

// Calls a method that writes and says what was written.
template <typename Request, typename Response>
int Write(App& app, Request& request, const std::string& what,
          grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
  request.set_validate_only(app.settings.dry_run);
  Response response;
  if (!app.Call(method, request, &response)) return app.exit_code();
  if (app.for_people()) {
    PrintStored(app, request.employer() + what);
  } else {
    app.PrintJson(response);
  }
  return kExitOk;
}

void AddRetract(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("retract-headcount",
                                           "Say that there was no true headcount report on a day");
  auto request = std::make_shared<v1::RetractHeadcountRequest>();
  AddEmployer(command, request)->required();
  AddDay(
      command, "--from", [request](const v1::Date& day) { *request->mutable_valid_from() = day; },
      "First day of the report")
      ->required();
  command->callback([&app, request] {
    app.command = [&app, request] {
      return Write(
          app, *request,
          app.Say(", laporan dicabut: ", ", report retracted: ") + DayText(request->valid_from()),
          &Stub::RetractHeadcount);
    };
  });
}

void AddSite(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("site", "Record a site, or correct the one of its code");
  auto request = std::make_shared<v1::RecordSiteRequest>();
  v1::WorkSite* site = request->mutable_site();
  AddEmployer(command, request)->required();
  AddText(command, "--code", site->mutable_code(), "Its key at this employer")->required();
  AddText(command, "--name", site->mutable_display_name(), "Its name")->required();
  AddText(command, "--region", site->mutable_region_code(), "Where it is: 33.72");
  AddText(command, "--npp", site->mutable_npp(), "Its own NPP");
  AddText(command, "--wlkp", site->mutable_wlkp_number(), "Its own WLKP number");
  command->callback([&app, request] {
    app.command = [&app, request] {
      return Write(app, *request, ", " + request->site().code(), &Stub::RecordSite);
    };
  });
}

void AddRemoveSite(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("remove-site", "Say that there is no such site any more");
  auto request = std::make_shared<v1::RemoveSiteRequest>();
  AddEmployer(command, request)->required();
  AddText(command, "--code", request->mutable_code(), "Its key at this employer")->required();
  command->callback([&app, request] {
    app.command = [&app, request] {
      return Write(app, *request, ", " + request->code(), &Stub::RemoveSite);
    };
  });
}

}  // namespace

void AddEmployerLists(CLI::App* noun, App& app) {
  AddListVerb(noun, app, "headcounts", "Headcount reports that stand", &Stub::ListHeadcounts,
              PrintHeadcounts);
  AddListVerb(noun, app, "workers", "Employment records of workers with disabilities",
              &Stub::ListEmployment, PrintWorkers);
  AddListVerb(noun, app, "sites", "Sites of an employer", &Stub::ListSites, PrintSites);
  AddRetract(noun, app);
  AddSite(noun, app);
  AddRemoveSite(noun, app);
}

}  // namespace setara
