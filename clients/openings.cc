#include "clients/commands.h"
#include "clients/flags.h"
#include "clients/opening_text.h"
#include "clients/record_command.h"
#include "clients/screening.h"
#include "clients/search_text.h"
#include "setara/v1/opening.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::OpeningService::Stub;

int Search(App& app, const v1::SearchOpeningsRequest& request) {
  v1::SearchOpeningsResponse response;
  if (!app.CallPages(&Stub::SearchOpenings, request, &response)) return app.exit_code();
  PrintSearch(app, response);
  return kExitOk;
}

void AddSearchFilters(CLI::App* command, v1::SearchOpeningsRequest* request) {
  AddTexts(command, "--region", request->mutable_region_codes(),
           "Region codes, each with all below it: 33, 33.72");
  AddTexts(command, "--occupation", request->mutable_occupation_codes(),
           "KBJI/ISCO-08 codes, each with all below it");
  command->add_option_function<std::string>(
      "--education-at-most",
      [request](const std::string& word) {
        request->set_education_at_most(
            static_cast<v1::EducationLevel>(ReadChoice(v1::EducationLevel_descriptor(), word)));
      },
      "Asks for no more than: " + ChoicesText(v1::EducationLevel_descriptor()));
  AddChoices<v1::WorkKind>(command, "--kind", request->mutable_kinds(), "Kinds of work");
  AddChoices<v1::ContractKind>(command, "--contract", request->mutable_contracts(), "Contracts");
  AddChoices<v1::WorkHours>(command, "--hours", request->mutable_hours(), "Hours");
  AddChoices<v1::Arrangement>(command, "--arrangement", request->mutable_arrangements(),
                              "Where the work is done");
  command->add_option_function<int64_t>(
      "--wage-at-least",
      [request](int64_t wage) { request->set_wage_at_least_idr_per_month(wage); },
      "Known to pay at least this, rupiah a month");
  AddDay(
      command, "--posted-since",
      [request](const v1::Date& day) { *request->mutable_posted_since() = day; },
      "Posted on or after");
  command->add_option_function<std::string>(
      "--employer",
      [request](const std::string& id) { request->set_employer(ResourceName("employers", id)); },
      "Only of this employer");
  AddTexts(command, "--offers", request->mutable_accommodations_offered(),
           "Offers all of these accommodations: A02,A16");
}

void AddSearchPlace(CLI::App* command, v1::SearchOpeningsRequest* request) {
  command
      ->add_option_function<std::vector<double>>(
          "--near",
          [request](const std::vector<double>& point) {
            request->mutable_near()->set_latitude_e6(static_cast<int>(std::lround(point[0] * 1e6)));
            request->mutable_near()->set_longitude_e6(
                static_cast<int>(std::lround(point[1] * 1e6)));
          },
          "LATITUDE,LONGITUDE in degrees, for --radius and --order distance")
      ->delimiter(',')
      ->expected(2);
  command->add_option_function<int>(
      "--radius", [request](int km) { request->set_radius_km(km); }, "Kilometres from --near");
}

void AddSearch(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("search", "Find openings by words and filters");
  auto request = std::make_shared<v1::SearchOpeningsRequest>();
  AddText(command, "query", request->mutable_query(),
          "Words; \"a phrase\", +must, -not (after --), prefix*");
  AddSearchFilters(command, request.get());
  AddSearchPlace(command, request.get());
  command->add_flag_callback(
      "--any", [request] { request->set_words_mode(v1::WORDS_MODE_ANY); },
      "One of the words is enough");
  const auto set_open = [request](const v1::Date& day) { *request->mutable_open_on() = day; };
  AddDay(command, "--open-on", set_open, "Open on this day");
  AddDay(command, "--as-of", set_open, "The same as --open-on");
  command->add_flag_callback(
      "--include-closed", [request] { request->set_include_closed(true); },
      "Closed and expired ones too");
  command->add_option_function<std::string>(
      "--order",
      [request](const std::string& word) {
        request->set_order(
            static_cast<v1::SearchOrder>(ReadChoice(v1::SearchOrder_descriptor(), word)));
      },
      "Order: " + ChoicesText(v1::SearchOrder_descriptor()));
  AddChoices<v1::Facet>(command, "--facet", request->mutable_facets(), "Count by");
  AddPaging(command, request.get());
  command->callback(
      [&app, request] { app.command = [&app, request] { return Search(app, *request); }; });
}

int Get(App& app, const std::string& id) {
  v1::GetOpeningRequest request;
  request.set_name(ResourceName("openings", id));
  v1::Opening opening;
  if (!app.Call(&Stub::GetOpening, request, &opening)) return app.exit_code();
  Labels labels(app);
  if (app.for_people()) {
    app.Print(OpeningListing(app, labels, opening));
  } else {
    Table table(OpeningColumns(app));
    table.Add(OpeningCells(app, labels, opening));
    app.PrintAnswer(opening, table);
  }
  return kExitOk;
}

int List(App& app, const v1::ListOpeningsRequest& request) {
  v1::ListOpeningsResponse response;
  if (!app.CallPages(&Stub::ListOpenings, request, &response)) return app.exit_code();
  Labels labels(app);
  Table table(OpeningColumns(app));
  for (const v1::Opening& opening : response.openings()) {
    table.Add(OpeningCells(app, labels, opening));
  }
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
  return kExitOk;
}

void AddGetAndList(CLI::App* noun, App& app) {
  CLI::App* get = noun->add_subcommand("get", "Show one opening");
  auto id = std::make_shared<std::string>();
  get->add_option("id", *id, "openings/ID or ID")->required();
  get->callback([&app, id] { app.command = [&app, id] { return Get(app, *id); }; });

  CLI::App* list = noun->add_subcommand("list", "List openings in the order first stored");
  auto request = std::make_shared<v1::ListOpeningsRequest>();
  list->add_option_function<std::string>(
      "--employer",
      [request](const std::string& name) {
        request->set_employer(ResourceName("employers", name));
      },
      "Only of this employer");
  list->add_option_function<std::string>(
      "--state",
      [request](const std::string& word) {
        request->set_state(
            static_cast<v1::OpeningState>(ReadChoice(v1::OpeningState_descriptor(), word)));
      },
      "Only in this state: " + ChoicesText(v1::OpeningState_descriptor()));
  AddText(list, "--region", request->mutable_region_code(), "Only in this region or below it");
  AddText(list, "--source", request->mutable_source(), "Only from this source");
  AddPaging(list, request.get());
  list->callback(
      [&app, request] { app.command = [&app, request] { return List(app, *request); }; });
}

void AddClose(CLI::App* noun, App& app) {
  CLI::App* close = noun->add_subcommand("close", "Close an opening; its record stays");
  auto request = std::make_shared<v1::CloseOpeningRequest>();
  close
      ->add_option_function<std::string>(
          "id",
          [request](const std::string& id) { request->set_name(ResourceName("openings", id)); },
          "openings/ID or ID")
      ->required();
  close->add_flag_callback(
      "--filled", [request] { request->set_filled(true); }, "Its positions were filled");
  AddText(close, "--etag", request->mutable_etag(), "Only when this is its current etag");
  close->callback([&app, request] {
    app.command = [&app, request] {
      v1::Opening opening;
      if (!app.Call(&Stub::CloseOpening, *request, &opening)) return app.exit_code();
      if (app.for_people()) {
        app.Print(opening.name() + ": " + Label(app.settings.language, opening.state()) + "\n");
      } else {
        app.PrintJson(opening);
      }
      return kExitOk;
    };
  });
}

}  // namespace

void AddOpenings(CLI::App& root, App& app) {
  CLI::App* noun = root.add_subcommand("openings", "Job openings")->require_subcommand(1);
  AddSearch(noun, app);
  AddGetAndList(noun, app);
  AddCreate(noun, app, &Stub::CreateOpening, &v1::CreateOpeningRequest::mutable_opening);
  AddUpdate(noun, app, "openings", &Stub::UpdateOpening,
            &v1::UpdateOpeningRequest::mutable_opening);
  AddClose(noun, app);
  AddScreening(noun, app);
}

}  // namespace setara
