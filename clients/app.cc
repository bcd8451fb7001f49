#include "clients/app.h"

#include <google/protobuf/util/json_util.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "clients/credentials.h"
#include "clients/text_width.h"

namespace setara {
namespace {

constexpr char kTokenKey[] = "setara-consistency-token";
constexpr char kAttentionKey[] = "setara-attention";
constexpr char kPurposeKey[] = "setara-purpose";
constexpr char kAuthorizationKey[] = "authorization";
// Where Debian and most others keep what the machine trusts; gRPC looks elsewhere.
constexpr char kSystemAuthorities[] = "/etc/ssl/certs/ca-certificates.crt";
// A page of 1000 whole records can be larger than gRPC's own limit of 4 MiB.
constexpr int kMaxAnswerBytes = 256 * 1024 * 1024;

// Names the file in `failed` when it cannot be read.
std::string ReadAll(const std::string& path, std::string* failed) {
  std::ifstream in(path, std::ios::binary);
  if (!in) *failed = path;
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

bool App::IsPrivate() const {
  return settings.tls || !settings.ca_file.empty() || IsThisMachine(settings.server);
}

std::shared_ptr<grpc::Channel> App::Channel() {
  std::call_once(connected_, [this] { Connect(); });
  return channel_;
}

void App::Connect() {
  std::string failed;
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (settings.tls || !settings.ca_file.empty()) {
    grpc::SslCredentialsOptions options;
    options.pem_root_certs =
        ReadAll(settings.ca_file.empty() ? kSystemAuthorities : settings.ca_file, &failed);
    if (!settings.client_cert.empty()) {
      options.pem_cert_chain = ReadAll(settings.client_cert, &failed);
      options.pem_private_key = ReadAll(settings.client_key, &failed);
    }
    credentials = grpc::SslCredentials(options);
  }
  const char* environment = std::getenv("SETARA_TOKEN");
  if (!settings.token_file.empty()) {
    absl::StatusOr<std::string> token = ReadSecretLine(settings.token_file);
    if (token.ok()) {
      bearer_ = *std::move(token);
    } else {
      failed = settings.token_file;
    }
  } else if (environment != nullptr && *environment != 0) {
    bearer_ = environment;
  } else {
    bearer_ = SavedToken(settings.server);
  }
  if (!failed.empty()) {
    connection_ = {grpc::FAILED_PRECONDITION,
                   Say("tidak dapat dibaca: ", "cannot be read: ") + failed};
  } else if (!bearer_.empty() && !settings.anonymous && !IsPrivate()) {
    connection_ = {grpc::FAILED_PRECONDITION,
                   Say("token tidak dikirim tanpa TLS ke komputer lain: tambahkan --tls atau --ca",
                       "a token is not sent to another machine without TLS: add --tls or --ca")};
  }
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxAnswerBytes);
  channel_ = grpc::CreateCustomChannel(settings.server, credentials, arguments);
}

grpc::Status App::Prepare(grpc::ClientContext* context, double timeout_seconds) const {
  if (!connection_.ok()) return connection_;
  context->set_deadline(std::chrono::system_clock::now() +
                        std::chrono::milliseconds(static_cast<int64_t>(timeout_seconds * 1000)));
  if (!settings.after.empty()) context->AddMetadata(kTokenKey, settings.after);
  if (!settings.purpose.empty()) context->AddMetadata(kPurposeKey, settings.purpose);
  if (!bearer_.empty() && !settings.anonymous) {
    context->AddMetadata(kAuthorizationKey, "Bearer " + bearer_);
  }
  return grpc::Status::OK;
}

void App::ReadToken(const grpc::ClientContext& context, std::string* token) {
  const auto& metadata = context.GetServerTrailingMetadata();
  const auto found = metadata.find(kTokenKey);
  if (found != metadata.end()) token->assign(found->second.data(), found->second.size());
}

void App::ReadAttention(const grpc::ClientContext& context) {
  const auto& metadata = context.GetServerTrailingMetadata();
  const auto found = metadata.find(kAttentionKey);
  if (found == metadata.end()) return;
  std::lock_guard lock(attention_mutex_);
  attention_.assign(found->second.data(), found->second.size());
}

void App::PrintAttention() {
  std::lock_guard lock(attention_mutex_);
  if (attention_.empty()) return;
  const bool findings = attention_.starts_with("findings=");
  const std::string text =
      findings ? Say("Ada kalimat yang membatasi pelamar; saran: setara openings screen",
                     "Some wording shuts people out; for suggestions: setara openings screen")
               : Say("Ada akses darurat yang menunggu tinjauan Anda: setara breakglass list",
                     "Emergency access waits for your review: setara breakglass list");
  std::fprintf(stderr, "setara: %s (%s)\n", text.c_str(), attention_.c_str());
}

void App::TakeItems(google::protobuf::Message* from, google::protobuf::Message* to) {
  const google::protobuf::FieldDescriptor* items = to->GetDescriptor()->field(0);
  const google::protobuf::Reflection* reflection = to->GetReflection();
  for (int i = 0; i < reflection->FieldSize(*from, items); ++i) {
    reflection->AddMessage(to, items)->CopyFrom(reflection->GetRepeatedMessage(*from, items, i));
  }
}

bool App::Check(const grpc::Status& status, const FieldPlace& place) {
  if (status.ok()) return true;
  Fail(ExitCodeOf(status.error_code()),
       CallErrorText(settings.language, status, settings.server, place));
  return false;
}

int App::Fail(int exit_code, const std::string& text) {
  std::fflush(stdout);
  std::fputs(text.c_str(), stderr);
  if (!text.empty() && text.back() != '\n') std::fputc('\n', stderr);
  return exit_code_ = exit_code;
}

void App::Print(const std::string& text) const { std::fwrite(text.data(), 1, text.size(), stdout); }

void App::PrintJson(const google::protobuf::Message& message) const {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string json;
  // Fails only for values that JSON cannot hold, and the contract has none.
  if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) return;
  Print(json.empty() || json.back() != '\n' ? json + "\n" : json);
}

void App::PrintAnswer(const google::protobuf::Message& message, const Table& table) {
  if (!settings.xlsx.empty()) {
    const absl::Status written = table.WriteXlsx(settings.xlsx);
    xlsx_written_ = true;
    if (!written.ok()) Fail(kExitLocal, std::string(written.message()));
    return;
  }
  switch (settings.output) {
    case OutputFormat::kJson:
      return PrintJson(message);
    case OutputFormat::kCsv:
      return Print(table.Csv());
    case OutputFormat::kTable:
      return Print(table.empty() ? Say("Tidak ada.\n", "None.\n") : table.Text(TerminalWidth()));
  }
}

void App::PrintMore(const std::string& next_page_token) const {
  if (!for_people() || next_page_token.empty()) return;
  Print("\n" +
        Say("Masih ada lagi: tambahkan --all, atau --page-token ",
            "There is more: add --all, or --page-token ") +
        next_page_token + "\n");
}

}  // namespace setara
