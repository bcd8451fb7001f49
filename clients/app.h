// One run of the program: its settings, its calls to the server, its output.
#pragma once

#include <google/protobuf/message.h>
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "clients/call_error.h"
#include "clients/exit_codes.h"
#include "clients/language.h"
#include "clients/table.h"

namespace setara {

enum class OutputFormat { kTable, kJson, kCsv };

struct Settings {
  std::string server = "127.0.0.1:7070";
  OutputFormat output = OutputFormat::kTable;
  TextLanguage language = TextLanguage::kIndonesian;
  double timeout_seconds = 30;
  std::string after;        // consistency token that reads wait for
  std::string purpose;      // why a person's data are read or written
  std::string token_file;   // the token's file; else $SETARA_TOKEN, else the saved session
  bool tls = false;         // with the machine's certificate authorities
  std::string ca_file;      // with these instead; implies tls
  std::string client_cert;  // of a machine client
  std::string client_key;
  bool anonymous = false;  // send no token
  bool all = false;        // follow pages
  bool show_token = false;
  bool dry_run = false;
};

// Not thread-safe, but for Try.
class App {
 public:
  Settings settings;
  // What the command line chose; run once after it has been read. Returns the exit status.
  std::function<int()> command;

  // Calls and says on standard error what failed; false then, and exit_code() tells. `place` says
  // where a field of the request stands in the user's file.
  template <typename Stub, typename Request, typename Response>
  bool Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
            const Request& request, Response* response, const FieldPlace& place = {}) {
    return Check(Try(method, request, response, settings.timeout_seconds, &last_token_), place);
  }

  // Calls without a word. Thread-safe. token: set to the consistency token of a write.
  template <typename Stub, typename Request, typename Response>
  grpc::Status Try(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                   const Request& request, Response* response, double timeout_seconds,
                   std::string* token) {
    grpc::ClientContext context;
    Stub stub(Channel());
    if (grpc::Status ready = Prepare(&context, timeout_seconds); !ready.ok()) return ready;
    const grpc::Status status = (stub.*method)(&context, request, response);
    ReadToken(context, token);
    ReadAttention(context);
    return status;
  }

  // Like Call; with --all every page, its items (the first field of the response) in one answer.
  template <typename Stub, typename Request, typename Response>
  bool CallPages(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                 Request request, Response* response) {
    if (!Call(method, request, response)) return false;
    while (settings.all && !response->next_page_token().empty()) {
      request.set_page_token(response->next_page_token());
      Response page;
      if (!Call(method, request, &page)) return false;
      response->set_next_page_token(page.next_page_token());
      TakeItems(&page, response);
    }
    return true;
  }

  // Says what failed; true when nothing did.
  bool Check(const grpc::Status& status, const FieldPlace& place = {});
  // Says `text` on standard error and remembers the exit status, which it returns.
  int Fail(int exit_code, const std::string& text);
  int exit_code() const { return exit_code_; }
  // Says on standard error what the server asked this caller to look at, if anything.
  void PrintAttention();

  std::string Say(std::string_view indonesian, std::string_view english) const {
    return setara::Say(settings.language, indonesian, english);
  }

  // Whether what is sent stays private: by TLS, or because it stays on this machine.
  bool IsPrivate() const;

  bool for_people() const { return settings.output == OutputFormat::kTable; }
  void Print(const std::string& text) const;
  // The proto3 JSON of an answer.
  void PrintJson(const google::protobuf::Message& message) const;
  // JSON of `message`, or the table as CSV or for people.
  void PrintAnswer(const google::protobuf::Message& message, const Table& table) const;
  // "There is more: --all or --page-token ...", for people.
  void PrintMore(const std::string& next_page_token) const;

  // Last consistency token that a write of this run returned.
  const std::string& last_token() const { return last_token_; }
  void set_last_token(std::string token) { last_token_ = std::move(token); }

 private:
  std::shared_ptr<grpc::Channel> Channel();
  // FAILED_PRECONDITION: the call may not be made so, or a file cannot be read.
  grpc::Status Prepare(grpc::ClientContext* context, double timeout_seconds) const;
  void Connect();
  static void ReadToken(const grpc::ClientContext& context, std::string* token);
  void ReadAttention(const grpc::ClientContext& context);
  static void TakeItems(google::protobuf::Message* from, google::protobuf::Message* to);

  std::once_flag connected_;
  std::shared_ptr<grpc::Channel> channel_;
  std::string bearer_;       // token of every call
  grpc::Status connection_;  // why no call can be made
  std::string last_token_;
  std::mutex attention_mutex_;
  std::string attention_;  // guarded by attention_mutex_
  int exit_code_ = kExitOk;
};

}  // namespace setara
