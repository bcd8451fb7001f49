// `setara cases`: a case passes to another manager or branch, who accepts or rejects.
#include "clients/case_time.h"
#include "clients/case_verbs.h"
#include "clients/flags.h"
#include "setara/v1/case_hand_over.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::CaseHandOverService::Stub;

template <typename Enum>
Cell EnumCell(const App& app, Enum value) {
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  return {Label(app.settings.language, value),
          value == 0 ? "" : type->FindValueByNumber(value)->name()};
}

Cell InstantCell(bool given, const google::protobuf::Timestamp& instant) {
  if (!given) return "";
  return {ZoneInstant(instant, "WIB"), ExactInstant(instant)};
}

Table OfferTable(const App& app) {
  return Table({{"name", "ID", false, true},
                {"kind", app.Say("Jenis", "Kind")},
                {"state", app.Say("Keadaan", "State"), false, true},
                {"case", app.Say("Kasus", "Case"), false, true},
                {"from_manager", app.Say("Dari", "From"), false, true},
                {"from_branch", app.Say("Cabang asal", "From branch"), false, true},
                {"to_manager", app.Say("Kepada", "To"), false, true},
                {"to_branch", app.Say("Cabang tujuan", "To branch"), false, true},
                {"create_time", app.Say("Ditawarkan", "Offered"), false, true},
                {"due_time", app.Say("Jawab sebelum", "Answer before"), false, true},
                {"carries", ""},
                {"answer_reason", ""}});
}

void AddOfferRow(const App& app, const v1::CaseOffer& offer, Table* table) {
  table->Add({offer.name(), EnumCell(app, offer.kind()), EnumCell(app, offer.state()),
              offer.case_name(), offer.from_manager(), offer.from_branch(), offer.to_manager(),
              offer.to_branch(), InstantCell(offer.has_create_time(), offer.create_time()),
              InstantCell(offer.has_due_time(), offer.due_time()), Cell("", offer.carries()),
              Cell("", offer.answer_reason())});
  table->Note(app.Say("Isi tawaran: ", "The offer says: ") + offer.carries());
  if (!offer.answer_reason().empty()) {
    table->Note(app.Say("Alasan: ", "Reason: ") + offer.answer_reason());
  }
}

void PrintOffer(App& app, const v1::CaseOffer& offer) {
  Table table = OfferTable(app);
  AddOfferRow(app, offer, &table);
  app.PrintAnswer(offer, table);
  if (app.for_people() && app.settings.dry_run) {
    app.Print(app.Say("(tidak disimpan: --dry-run)\n", "(not stored: --dry-run)\n"));
  }
}

void AddOfferVerb(CLI::App* noun, App& app, bool transfer) {
  CLI::App* command =
      transfer ? noun->add_subcommand("transfer", "Offer a case to another branch")
               : noun->add_subcommand("offer", "Offer a case to another manager or branch");
  auto request = std::make_shared<v1::OfferCaseRequest>();
  AddCaseId(command, request->mutable_name());
  if (transfer) {
    request->set_kind(v1::HandOverOffered::KIND_TRANSFER);
  } else {
    command
        ->add_option_function<std::string>(
            "--kind",
            [request](const std::string& word) {
              request->set_kind(static_cast<v1::HandOverOffered::Kind>(
                  ReadChoice(v1::HandOverOffered::Kind_descriptor(), word)));
            },
            "assign within the branch, refer for a service (the case stays), or transfer")
        ->required();
  }
  AddManager(command, "--to,--to-manager", request->mutable_to_manager(), "The receiver");
  CLI::Option* branch =
      AddText(command, "--to-branch", request->mutable_to_branch(), "Code of the receiving branch");
  if (transfer) branch->required();
  AddText(command, "--carries", request->mutable_carries(),
          "All that the receiver sees before accepting; without a name, at most 1,000 bytes")
      ->required();
  AddRetryFlags(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      request->set_validate_only(app.settings.dry_run);
      v1::CaseOffer offer;
      if (!app.Call(&Stub::OfferCase, *request, &offer)) return app.exit_code();
      PrintOffer(app, offer);
      return kExitOk;
    };
  });
}

void AddOffers(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("offers", "Offers to you or your branch that wait for an answer");
  auto request = std::make_shared<v1::ListCaseOffersRequest>();
  command->add_flag_callback(
      "--outgoing", [request] { request->set_outgoing(true); }, "Those made by you instead");
  AddChoices<v1::CaseOfferState>(command, "--state", request->mutable_states(),
                                 "Only these, by default open ones");
  AddPaging(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ListCaseOffersResponse response;
      if (!app.CallPages(&Stub::ListCaseOffers, *request, &response)) return app.exit_code();
      Table table = OfferTable(app);
      for (const v1::CaseOffer& offer : response.offers()) AddOfferRow(app, offer, &table);
      app.PrintAnswer(response, table);
      app.PrintMore(response.next_page_token());
      return kExitOk;
    };
  });
}

void AddAnswer(CLI::App* noun, App& app, bool accepted) {
  CLI::App* command = accepted ? noun->add_subcommand("accept", "Accept an offer")
                               : noun->add_subcommand("reject", "Reject an offer, with a reason");
  auto request = std::make_shared<v1::AnswerCaseOfferRequest>();
  request->set_accepted(accepted);
  command
      ->add_option_function<std::string>(
          "offer",
          [request](const std::string& id) { request->set_name(ResourceName("caseOffers", id)); },
          "caseOffers/ID or ID")
      ->required();
  CLI::Option* reason = AddText(command, "--reason", request->mutable_reason(), "Why");
  if (!accepted) reason->required();
  AddText(command, "--request-id", request->mutable_request_id(),
          "The same one within 24 hours gives the first answer and stores nothing");
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::CaseOffer offer;
      if (!app.Call(&Stub::AnswerCaseOffer, *request, &offer)) return app.exit_code();
      PrintOffer(app, offer);
      return kExitOk;
    };
  });
}

int Reassign(App& app, v1::ReassignCasesRequest& request) {
  request.set_validate_only(app.settings.dry_run);
  v1::ReassignCasesResponse response;
  if (!app.Call(&Stub::ReassignCases, request, &response)) return app.exit_code();
  Table table({{"name", app.Say("Kasus", "Case"), false, true}});
  for (const std::string& name : response.cases()) table.Add({name});
  app.PrintAnswer(response, table);
  if (app.for_people()) {
    const std::string count = Number(app.settings.language, response.cases_size());
    app.Print(count + (app.settings.dry_run
                           ? app.Say(" kasus akan dialihkan (tidak disimpan: --dry-run).\n",
                                     " cases would change hands (not stored: --dry-run).\n")
                           : app.Say(" kasus dialihkan.\n", " cases changed hands.\n")));
  }
  return kExitOk;
}

void AddReassign(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "reassign", "Give many cases to another manager of the branch at once; all or none");
  auto request = std::make_shared<v1::ReassignCasesRequest>();
  CLI::Option* from =
      AddManager(command, "--from", request->mutable_from_manager(), "Open cases of this manager");
  AddChoices<v1::CaseState>(command, "--state", request->mutable_states(),
                            "Of --from: only in these states")
      ->needs(from);
  command
      ->add_option_function<std::vector<std::string>>(
          "--case",
          [request](const std::vector<std::string>& ids) {
            for (const std::string& id : ids) request->add_cases(ResourceName("cases", id));
          },
          "Or these: cases/ID or ID, with commas between")
      ->delimiter(',')
      ->excludes(from);
  AddManager(command, "--to", request->mutable_to_manager(), "Who takes them over")->required();
  AddText(command, "--reason", request->mutable_reason(), "Why")->required();
  AddText(command, "--request-id", request->mutable_request_id(),
          "The same one within 24 hours gives the first answer and stores nothing");
  command->callback(
      [&app, request] { app.command = [&app, request] { return Reassign(app, *request); }; });
}

}  // namespace

void AddCaseHandOver(CLI::App* noun, App& app) {
  AddOfferVerb(noun, app, false);
  AddOfferVerb(noun, app, true);
  AddOffers(noun, app);
  AddAnswer(noun, app, true);
  AddAnswer(noun, app, false);
  AddReassign(noun, app);
}

}  // namespace setara
