#include "clients/commands.h"
#include "clients/flags.h"
#include "clients/text_width.h"
#include "setara/v1/import.grpc.pb.h"
#include "setara/v1/reference.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::ReferenceService::Stub;

std::string Degrees(int32_t micro) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6f", micro / 1e6);
  return text;
}

Table RegionTable(const App& app) {
  return Table({{"code", app.Say("Kode", "Code"), false, true},
                {"display_name", app.Say("Nama", "Name"), false, true},
                {"time_zone", app.Say("Zona waktu", "Time zone"), false, true},
                {"latitude", app.Say("Lintang", "Latitude"), true},
                {"longitude", app.Say("Bujur", "Longitude"), true}});
}

void AddRegion(const v1::Region& region, Table* table) {
  table->Add({region.code(), region.display_name(), region.time_zone(),
              Degrees(region.location().latitude_e6()), Degrees(region.location().longitude_e6())});
}

int Regions(App& app, const v1::ListRegionsRequest& request) {
  v1::ListRegionsResponse response;
  if (!app.Call(&Stub::ListRegions, request, &response)) return app.exit_code();
  Table table = RegionTable(app);
  for (const v1::Region& region : response.regions()) AddRegion(region, &table);
  app.PrintAnswer(response, table);
  return kExitOk;
}

int Resolve(App& app, const v1::ResolveRegionRequest& request) {
  v1::ResolveRegionResponse response;
  if (!app.Call(&Stub::ResolveRegion, request, &response)) return app.exit_code();
  Table table = RegionTable(app);
  AddRegion(response.region(), &table);
  if (response.ambiguous()) {
    table.Note(app.Say("Kata itu cocok dengan beberapa wilayah; ini induk bersamanya.",
                       "The words fit several regions; this is what they have in common."));
  }
  app.PrintAnswer(response, table);
  return kExitOk;
}

Table OccupationTable(const App& app) {
  return Table({{"code", app.Say("Kode", "Code"), false, true},
                {"title_indonesian", app.Say("Jabatan", "Occupation (Indonesian)")},
                {"title_english", app.Say("Bahasa Inggris", "English")},
                {"confidence", app.Say("Keyakinan (0-1000)", "Confidence (0-1000)"), true}});
}

int Occupations(App& app, const v1::ListOccupationsRequest& request) {
  v1::ListOccupationsResponse response;
  if (!app.Call(&Stub::ListOccupations, request, &response)) return app.exit_code();
  Table table = OccupationTable(app);
  for (const v1::Occupation& occupation : response.occupations()) {
    table.Add(
        {occupation.code(), occupation.title().indonesian(), occupation.title().english(), ""});
  }
  app.PrintAnswer(response, table);
  return kExitOk;
}

int Title(App& app, const v1::CodeTitleRequest& request) {
  v1::CodeTitleResponse response;
  if (!app.Call(&Stub::CodeTitle, request, &response)) return app.exit_code();
  Table table = OccupationTable(app);
  if (response.has_occupation()) {
    table.Add({response.occupation().code(), response.occupation().title().indonesian(),
               response.occupation().title().english(), std::to_string(response.confidence())});
  }
  if (app.for_people() && table.empty()) {
    app.Print(
        app.Say("Tidak cukup yakin; dibiarkan tanpa kode.\n", "Not sure enough; left uncoded.\n"));
  } else {
    app.PrintAnswer(response, table);
  }
  return kExitOk;
}

int PrintVocabulary(App& app, const std::string& part) {
  v1::Vocabulary vocabulary;
  if (!app.Call(&Stub::GetVocabulary, v1::GetVocabularyRequest(), &vocabulary)) {
    return app.exit_code();
  }
  Table table({{"code", app.Say("Kode", "Code"), false, true},
               {"label_indonesian", app.Say("Istilah", "Indonesian")},
               {"label_english", app.Say("Bahasa Inggris", "English")},
               {"legal_basis", app.Say("Dasar", "Basis")}});
  const auto add = [&](const auto& terms, const char* name) {
    if (!part.empty() && part != name) return;
    for (const v1::VocabularyTerm& term : terms) {
      table.Add(
          {term.code(), term.label().indonesian(), term.label().english(), term.legal_basis()});
    }
  };
  add(vocabulary.functions(), "functions");
  add(vocabulary.contexts(), "contexts");
  add(vocabulary.accommodations(), "accommodations");
  add(vocabulary.modes(), "modes");
  add(vocabulary.licences(), "licences");
  add(vocabulary.skills(), "skills");
  app.PrintAnswer(vocabulary, table);
  return kExitOk;
}

int Mappings(App& app) {
  v1::ListImportMappingsResponse response;
  if (!app.Call(&v1::ImportService::Stub::ListImportMappings, v1::ListImportMappingsRequest(),
                &response)) {
    return app.exit_code();
  }
  Table table({{"mapping", app.Say("Pemetaan", "Mapping"), false, true},
               {"kind", app.Say("Untuk", "For"), false, true},
               {"description", app.Say("Keterangan", "Description")}});
  for (const v1::ImportMapping& mapping : response.mappings()) {
    table.Add(
        {mapping.mapping(),
         Cell(Label(app.settings.language, mapping.kind()), v1::RecordKind_Name(mapping.kind())),
         mapping.description()});
  }
  app.PrintAnswer(response, table);
  return kExitOk;
}

// A verb with at most one positional text, which `target` of the request takes.
template <typename Request>
void AddVerb(CLI::App* noun, App& app, const std::string& name, const std::string& help,
             const std::string& argument, std::string* (Request::*target)(), bool required,
             int (*run)(App&, const Request&)) {
  CLI::App* command = noun->add_subcommand(name, help);
  auto request = std::make_shared<Request>();
  AddText(command, argument, (request.get()->*target)(), argument)->required(required);
  command->callback(
      [&app, request, run] { app.command = [&app, request, run] { return run(app, *request); }; });
}

}  // namespace

void AddReference(CLI::App& root, App& app) {
  CLI::App* noun = root.add_subcommand("reference", "What codes mean")->require_subcommand(1);
  AddVerb(noun, app, "regions", "Provinces, or the regencies and cities of one", "province",
          &v1::ListRegionsRequest::mutable_parent_code, false, &Regions);
  AddVerb(noun, app, "occupations", "Occupation groups below one", "parent",
          &v1::ListOccupationsRequest::mutable_parent_code, false, &Occupations);
  AddVerb(noun, app, "resolve", "The region that words mean", "text",
          &v1::ResolveRegionRequest::mutable_text, true, &Resolve);
  AddVerb(noun, app, "title", "The occupation group that a title means", "title",
          &v1::CodeTitleRequest::mutable_title, true, &Title);
  auto part = std::make_shared<std::string>();
  CLI::App* vocabulary =
      noun->add_subcommand("vocabulary", "Functions, accommodations, modes, ...");
  vocabulary->add_option("part", *part, "Only one part of it")
      ->check(CLI::IsMember(
          {"functions", "contexts", "accommodations", "modes", "licences", "skills"}));
  vocabulary->callback(
      [&app, part] { app.command = [&app, part] { return PrintVocabulary(app, *part); }; });
  noun->add_subcommand("mappings", "Import mappings that ship with the server")->callback([&app] {
    app.command = [&app] { return Mappings(app); };
  });
}

void AddInfo(CLI::App& root, App& app) {
  root.add_subcommand("info", "Version of the server, state of its records and index")
      ->callback([&app] {
        app.command = [&app] {
          v1::ServerInfo info;
          if (!app.Call(&Stub::GetServerInfo, v1::GetServerInfoRequest(), &info)) {
            return app.exit_code();
          }
          const TextLanguage language = app.settings.language;
          Table table({{"what", app.Say("Apa", "What"), false, true},
                       {"value", app.Say("Nilai", "Value"), false, true}});
          table.Add({Cell(app.Say("Versi", "Version"), "version"), info.version()});
          table.Add({Cell(app.Say("Versi kosakata", "Vocabulary"), "vocabulary_version"),
                     info.vocabulary_version()});
          table.Add({Cell(app.Say("Catatan sampai urutan", "Records at"), "records_sequence"),
                     std::to_string(info.records_at().sequence())});
          table.Add({Cell(app.Say("Indeks sampai urutan", "Index at"), "index_sequence"),
                     std::to_string(info.index_at().sequence())});
          table.Add({Cell(app.Say("Lowongan dalam indeks", "Openings indexed"), "openings_indexed"),
                     Cell(Number(language, info.openings_indexed()),
                          std::to_string(info.openings_indexed()))});
          table.Add(
              {Cell(app.Say("Pencari kerja dalam indeks", "People indexed"), "seekers_indexed"),
               Cell(Number(language, info.seekers_indexed()),
                    std::to_string(info.seekers_indexed()))});
          app.PrintAnswer(info, table);
          return kExitOk;
        };
      });
}

}  // namespace setara
