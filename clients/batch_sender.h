// Sends batches to the server, a few at once, in memory that does not grow.
#pragma once

#include <deque>
#include <functional>
#include <future>

#include "clients/app.h"
#include "clients/batch_cutter.h"
#include "setara/v1/import.pb.h"

namespace setara {

// The longest that a call of an import may take: a batch takes longer than a look-up.
double ImportTimeout(const App& app);

// Repeats `call` while the server is busy or away, after waits that double from 50 ms to 5 s, for
// at most two minutes; for calls that can be repeated. The last status.
grpc::Status RepeatWhileBusy(const std::function<grpc::Status()>& call);

// What became of one batch.
struct SentBatch {
  RecordBatch batch;  // without its data
  v1::ImportRecordsResponse response;
  std::string token;
  grpc::Status status;
};

// A batch can be repeated, since records are upserted: a busy or restarting server is asked again,
// after waits that double from 50 ms to 5 s, for at most two minutes. Not thread-safe.
class BatchSender {
 public:
  // at_once: calls in flight, at least 1. done: told of each batch in the order sent; false stops.
  BatchSender(App& app, size_t at_once, std::function<bool(const SentBatch&)> done)
      : app_(app), at_once_(at_once), done_(std::move(done)) {}

  // `request` has everything but data and first_line. Waits while at_once calls are in flight.
  // False once `done` said so.
  bool Send(const v1::ImportRecordsRequest& request, RecordBatch batch);
  // Waits for the rest.
  bool Finish();

 private:
  SentBatch SendOne(v1::ImportRecordsRequest request, RecordBatch batch);
  bool TakeFirst();

  App& app_;
  size_t at_once_;
  std::function<bool(const SentBatch&)> done_;
  std::deque<std::future<SentBatch>> in_flight_;
  bool stopped_ = false;
};

}  // namespace setara
