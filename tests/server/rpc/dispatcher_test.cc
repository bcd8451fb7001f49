#include "server/rpc/dispatcher.h"

#include <gtest/gtest.h>

#include <future>
#include <memory>

#include "matcher/domain/errors.h"
#include "setara/v1/quota.pb.h"
#include "setara/v1/reference.pb.h"

namespace setara {
namespace {

using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

const ServiceDescriptor& ReferenceService() {
  return *v1::CodeTitleRequest::descriptor()->file()->service(0);
}
const MethodDescriptor& CodeTitle() { return *ReferenceService().FindMethodByName("CodeTitle"); }

// The outcome of one call.
struct Outcome {
  absl::Status status;
  std::string response;
};

std::future<Outcome> Dispatch(Dispatcher& dispatcher, const std::string& request,
                              CallContext context = {},
                              const MethodDescriptor& method = CodeTitle()) {
  auto promise = std::make_shared<std::promise<Outcome>>();
  std::future<Outcome> outcome = promise->get_future();
  dispatcher.Dispatch(
      method, request, std::move(context),
      [promise](const absl::Status& status, std::string response, const CallContext&) {
        promise->set_value({status, std::move(response)});
      });
  return outcome;
}

bool IsReady(const std::future<Outcome>& outcome) {
  return outcome.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

std::string Request(const std::string& title) {
  v1::CodeTitleRequest request;
  request.set_title(title);
  return request.SerializeAsString();
}

using Handler =
    std::function<absl::Status(CallContext&, const v1::CodeTitleRequest&, v1::CodeTitleResponse*)>;

class DispatcherTest : public ::testing::Test {
 protected:
  Dispatcher& Make(int threads, size_t capacity, Handler handler) {
    Dispatcher::Options options;
    options.threads = threads;
    options.queue_capacity = capacity;
    dispatcher_ = std::make_unique<Dispatcher>(options);
    dispatcher_->Handle<v1::CodeTitleRequest, v1::CodeTitleResponse>(
        "setara.v1.ReferenceService.CodeTitle", std::move(handler));
    return *dispatcher_;
  }

  std::unique_ptr<Dispatcher> dispatcher_;
};

TEST_F(DispatcherTest, AnswersWithTheHandlersMessage) {
  Dispatcher& dispatcher = Make(2, 8, [](CallContext&, const auto& request, auto* response) {
    response->set_confidence(static_cast<int>(request.title().size()));
    return absl::OkStatus();
  });
  Outcome outcome = Dispatch(dispatcher, Request("abc")).get();
  ASSERT_TRUE(outcome.status.ok());
  v1::CodeTitleResponse response;
  ASSERT_TRUE(response.ParseFromString(outcome.response));
  EXPECT_EQ(response.confidence(), 3);
}

TEST_F(DispatcherTest, AFullQueueIsRefusedAtOnce) {
  std::promise<void> started, release;
  std::shared_future<void> released = release.get_future().share();
  std::atomic<bool> first = true;
  Dispatcher& dispatcher = Make(1, 1, [&](CallContext&, const auto&, auto*) {
    if (first.exchange(false)) started.set_value();
    released.wait();
    return absl::OkStatus();
  });
  std::future<Outcome> running = Dispatch(dispatcher, Request("a"));
  started.get_future().wait();
  std::future<Outcome> waiting = Dispatch(dispatcher, Request("b"));
  std::future<Outcome> refused = Dispatch(dispatcher, Request("c"));
  ASSERT_TRUE(IsReady(refused));
  absl::Status status = refused.get().status;
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(Reason(status), "SERVER_BUSY");
  EXPECT_FALSE(IsReady(running));
  release.set_value();
  EXPECT_TRUE(running.get().status.ok());
  EXPECT_TRUE(waiting.get().status.ok());
  EXPECT_TRUE(Dispatch(dispatcher, Request("d")).get().status.ok());
}

TEST_F(DispatcherTest, ACallNobodyWaitsForIsNotRun) {
  std::atomic<int> runs = 0;
  Dispatcher& dispatcher = Make(1, 8, [&](CallContext&, const auto&, auto*) {
    ++runs;
    return absl::OkStatus();
  });
  CallContext late;
  late.deadline = std::chrono::system_clock::now() - std::chrono::seconds(1);
  EXPECT_EQ(Dispatch(dispatcher, Request("a"), late).get().status.code(),
            absl::StatusCode::kDeadlineExceeded);
  CallContext gone;
  gone.cancelled = [] { return true; };
  EXPECT_EQ(Dispatch(dispatcher, Request("a"), gone).get().status.code(),
            absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(runs, 0);
}

TEST_F(DispatcherTest, WhatWasAcceptedIsAnsweredBeforeTheEnd) {
  Dispatcher& dispatcher =
      Make(2, 100, [](CallContext&, const auto&, auto*) { return absl::OkStatus(); });
  std::vector<std::future<Outcome>> outcomes;
  for (int i = 0; i < 100; ++i) outcomes.push_back(Dispatch(dispatcher, Request("a")));
  dispatcher_ = nullptr;
  for (std::future<Outcome>& outcome : outcomes) {
    ASSERT_TRUE(IsReady(outcome));
    EXPECT_TRUE(outcome.get().status.ok());
  }
}

TEST_F(DispatcherTest, BytesThatAreNoRequestNeverReachTheHandler) {
  std::atomic<int> runs = 0;
  Dispatcher& dispatcher = Make(1, 8, [&](CallContext&, const auto&, auto*) {
    ++runs;
    return absl::OkStatus();
  });
  absl::Status status = Dispatch(dispatcher, "\xff\xff").get().status;
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Reason(status), "MALFORMED_REQUEST");
  status = Dispatch(dispatcher, "\x0a\x02\xff\xfe").get().status;
  ASSERT_EQ(FieldViolations(status).size(), 1u);
  EXPECT_EQ(FieldViolations(status)[0].field, "title");
  EXPECT_EQ(runs, 0);
}

TEST_F(DispatcherTest, AServiceNeedsEveryHandlerWithItsMessages) {
  Dispatcher& dispatcher =
      Make(1, 8, [](CallContext&, const auto&, auto*) { return absl::OkStatus(); });
  EXPECT_EQ(dispatcher.CheckComplete(ReferenceService()).code(),
            absl::StatusCode::kFailedPrecondition);
  const ServiceDescriptor& quota = *v1::QuotaRule::descriptor()->file()->service(0);
  for (int i = 0; i < quota.method_count(); ++i) {
    dispatcher.Handle<v1::CodeTitleRequest, v1::CodeTitleResponse>(
        quota.method(i)->full_name(),
        [](CallContext&, const auto&, auto*) { return absl::OkStatus(); });
  }
  EXPECT_EQ(dispatcher.CheckComplete(quota).code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Dispatch(dispatcher, "", {}, *ReferenceService().FindMethodByName("GetVocabulary"))
                .get()
                .status.code(),
            absl::StatusCode::kUnimplemented);
}

}  // namespace
}  // namespace setara
