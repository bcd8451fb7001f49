#include "clients/batch_sender.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "setara/v1/import.grpc.pb.h"

namespace setara {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstWait{50};
constexpr milliseconds kLongestWait{5000};
constexpr milliseconds kGiveUpAfter{120'000};
// A batch of a thousand records takes longer than a look-up.
constexpr double kLeastTimeoutSeconds = 120;

bool Repeatable(grpc::StatusCode code) {
  return code == grpc::RESOURCE_EXHAUSTED || code == grpc::UNAVAILABLE;
}

}  // namespace

double ImportTimeout(const App& app) {
  return std::max(app.settings.timeout_seconds, kLeastTimeoutSeconds);
}

grpc::Status RepeatWhileBusy(const std::function<grpc::Status()>& call) {
  milliseconds waited{0};
  for (milliseconds wait = kFirstWait;; wait = std::min(2 * wait, kLongestWait)) {
    grpc::Status status = call();
    if (!Repeatable(status.error_code()) || waited >= kGiveUpAfter) return status;
    std::this_thread::sleep_for(wait);
    waited += wait;
  }
}

SentBatch BatchSender::SendOne(v1::ImportRecordsRequest request, RecordBatch batch) {
  request.set_first_line(batch.first_line);
  *request.mutable_data() = std::move(batch.data);
  batch.data.clear();
  SentBatch sent;
  sent.batch = std::move(batch);
  sent.status = RepeatWhileBusy([&] {
    return app_.Try(&v1::ImportService::Stub::ImportRecords, request, &sent.response,
                    ImportTimeout(app_), &sent.token);
  });
  return sent;
}

bool BatchSender::Send(const v1::ImportRecordsRequest& request, RecordBatch batch) {
  while (in_flight_.size() >= at_once_) {
    if (!TakeFirst()) return false;
  }
  in_flight_.push_back(
      std::async(std::launch::async, &BatchSender::SendOne, this, request, std::move(batch)));
  return !stopped_;
}

bool BatchSender::TakeFirst() {
  const SentBatch sent = in_flight_.front().get();
  in_flight_.pop_front();
  // After a stop the rest is only waited for: its records may have landed, and can be sent again.
  if (!stopped_) stopped_ = !done_(sent);
  return !stopped_;
}

bool BatchSender::Finish() {
  while (!in_flight_.empty()) TakeFirst();
  return !stopped_;
}

}  // namespace setara
