#include "clients/flags.h"
#include "clients/notice_verbs.h"
#include "clients/notices_text.h"
#include "clients/record_command.h"
#include "setara/v1/notice.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::NoticeService::Stub;

// Runs `method` with the request and prints where the notice stands.
template <typename Request>
void SetStep(
    CLI::App* command, App& app,
    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, v1::Notice*),
    const std::shared_ptr<Request>& request, std::function<bool()> complete = [] { return true; }) {
  AddNoticeId(command, request->mutable_name());
  AddText(command, "--etag", request->mutable_etag(), "Only when the notice has not moved since");
  command->callback([&app, method, request, complete] {
    app.command = [&app, method, request, complete] {
      if (!complete()) return app.exit_code();
      request->set_validate_only(app.settings.dry_run);
      v1::Notice notice;
      if (!app.Call(method, *request, &notice)) return app.exit_code();
      PrintStep(app, notice);
      return kExitOk;
    };
  });
}

template <typename Request>
void AddReason(CLI::App* command, Request* request, const char* help) {
  AddText(command, "--reason", request->mutable_reason(), help);
}

template <typename Request>
void AddChannel(CLI::App* command, Request* request) {
  command->add_option_function<std::string>(
      "--channel",
      [request](const std::string& word) {
        request->set_channel(
            static_cast<v1::NoticeChannel>(ReadChoice(v1::NoticeChannel_descriptor(), word)));
      },
      "On which way: " + ChoicesText(v1::NoticeChannel_descriptor()));
}

void AddApprove(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "approve", "Approve the letter as the official who signs it; not the one who drafted it");
  auto request = std::make_shared<v1::ApproveNoticeRequest>();
  v1::NoticeSigner* signer = request->mutable_signer();
  auto file = std::make_shared<std::string>();
  AddText(command, "--number", request->mutable_letter_number(), "Number of the letter");
  AddDay(
      command, "--date", [request](const v1::Date& day) { *request->mutable_letter_date() = day; },
      "Date of the letter, by default today in Jakarta");
  AddText(command, "--signer-file", file.get(), "proto3 JSON of NoticeSigner; flags go before it");
  AddText(command, "--signer", signer->mutable_display_name(), "Name of the official");
  AddText(command, "--position", signer->mutable_position(), "Position of the official");
  AddText(command, "--office", signer->mutable_office(), "Office that sends the letter");
  AddText(command, "--address", signer->mutable_office_address(), "Address of the office");
  AddText(command, "--contact", signer->mutable_office_contact(), "Telephone, e-mail");
  AddText(command, "--official-number", signer->mutable_official_number(), "NIP or another number");
  AddText(command, "--place", signer->mutable_place(), "Place where the letter is signed");
  SetStep(command, app, &Stub::ApproveNotice, request, [&app, request, file] {
    if (file->empty()) return true;
    v1::NoticeSigner read;
    std::optional<JsonFile> json;
    if (!ReadRecord(app, *file, &read, &json)) return false;
    read.MergeFrom(request->signer());
    *request->mutable_signer() = read;
    return true;
  });
}

void AddSend(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("send", "Record that the letter was signed and sent")->alias("sign");
  auto request = std::make_shared<v1::SendNoticeRequest>();
  command->add_option_function<std::string>(
      "--signature",
      [request](const std::string& word) {
        request->set_signature(
            static_cast<v1::SignatureKind>(ReadChoice(v1::SignatureKind_descriptor(), word)));
      },
      "How it was signed: " + ChoicesText(v1::SignatureKind_descriptor()));
  AddDay(
      command, "--signed-on",
      [request](const v1::Date& day) { *request->mutable_signed_on() = day; },
      "Day of the signature");
  AddChannel(command, request.get());
  AddDay(
      command, "--sent-on", [request](const v1::Date& day) { *request->mutable_sent_on() = day; },
      "Day of sending, by default today in Jakarta");
  AddText(command, "--reference", request->mutable_reference(), "Number of the parcel or file");
  SetStep(command, app, &Stub::SendNotice, request);
}

void AddAnswer(CLI::App* noun, App& app, bool objection) {
  CLI::App* command = objection ? noun->add_subcommand("object", "Record the employer's objection")
                                : noun->add_subcommand("answer", "Record the employer's answer");
  auto request = std::make_shared<v1::AnswerNoticeRequest>();
  request->set_objection(objection);
  AddText(command, "--text", request->mutable_text(), "What the employer says");
  AddDay(
      command, "--received-on",
      [request](const v1::Date& day) { *request->mutable_received_on() = day; },
      "Day on which it was received, by default today in Jakarta");
  AddChannel(command, request.get());
  SetStep(command, app, &Stub::AnswerNotice, request);
}

void AddFollowUp(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("follow-up", "Record that the employer was asked again");
  auto request = std::make_shared<v1::FollowUpNoticeRequest>();
  AddReason(command, request.get(), "What was said or asked");
  AddChannel(command, request.get());
  AddDay(
      command, "--due-on", [request](const v1::Date& day) { *request->mutable_due_on() = day; },
      "By which day an answer is asked for");
  SetStep(command, app, &Stub::FollowUpNotice, request);
}

void AddEnds(CLI::App* noun, App& app) {
  CLI::App* over =
      noun->add_subcommand("hand-over", "Record the hand-over to the labour inspectorate");
  auto handed = std::make_shared<v1::HandOverNoticeRequest>();
  AddText(over, "--office", handed->mutable_office(), "The office that takes over");
  AddText(over, "--reference", handed->mutable_reference(), "Number of the file");
  AddReason(over, handed.get(), "Why");
  SetStep(over, app, &Stub::HandOverNotice, handed);

  CLI::App* resolve = noun->add_subcommand("resolve", "Close the matter");
  auto resolved = std::make_shared<v1::ResolveNoticeRequest>();
  resolve->add_option_function<std::string>(
      "--outcome",
      [resolved](const std::string& word) {
        resolved->set_outcome(
            static_cast<v1::NoticeOutcome>(ReadChoice(v1::NoticeOutcome_descriptor(), word)));
      },
      "How it ended: " + ChoicesText(v1::NoticeOutcome_descriptor()));
  AddReason(resolve, resolved.get(), "Remark");
  SetStep(resolve, app, &Stub::ResolveNotice, resolved);

  CLI::App* withdraw = noun->add_subcommand("withdraw", "Take a notice back");
  auto withdrawn = std::make_shared<v1::WithdrawNoticeRequest>();
  AddReason(withdraw, withdrawn.get(), "Why");
  SetStep(withdraw, app, &Stub::WithdrawNotice, withdrawn);
}

}  // namespace

void AddNoticeSteps(CLI::App* noun, App& app) {
  AddApprove(noun, app);
  AddSend(noun, app);
  AddAnswer(noun, app, false);
  AddAnswer(noun, app, true);
  AddFollowUp(noun, app);
  AddEnds(noun, app);
}

}  // namespace setara
