// The one file where Xapian's exceptions end: everything in index/ that calls Xapian does so inside
// Guard. Thread-safe.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <xapian.h>

#include <new>
#include <string>
#include <type_traits>
#include <utility>

#include "matcher/domain/errors.h"

namespace setara {

// Reason (see WithReason) of the ABORTED status for Xapian::DatabaseModifiedError: the reader's
// revision is gone; reopen and restart the whole search.
inline constexpr char kIndexModified[] = "INDEX_MODIFIED";

// Thrown through Xapian's matcher by this library's own callbacks when the caller no longer waits;
// Guard turns it into DEADLINE_EXCEEDED.
struct SearchInterrupted {};

// True for the status that asks for a reopened reader.
inline bool IsIndexModified(const absl::Status& status) {
  return status.code() == absl::StatusCode::kAborted && Reason(status) == kIndexModified;
}

// The status for the exception being handled: damage is DATA_LOSS, a lock held by another process
// FAILED_PRECONDITION, an unparsable query INVALID_ARGUMENT of the field "query", no index
// NOT_FOUND, a revision that is gone ABORTED with kIndexModified, memory RESOURCE_EXHAUSTED,
// anything else INTERNAL. Messages carry Xapian's own words, which never hold a document's text.
// Call inside a catch block only.
inline absl::Status StatusOfCurrentException() {
  try {
    throw;
  } catch (const SearchInterrupted&) {
    return absl::DeadlineExceededError("the search took longer than the caller waits");
  } catch (const Xapian::DatabaseModifiedError& e) {
    return WithReason(absl::AbortedError(e.get_msg()), kIndexModified);
  } catch (const Xapian::DatabaseLockError& e) {
    return absl::FailedPreconditionError("another process writes the index: " + e.get_msg());
  } catch (const Xapian::DatabaseVersionError& e) {
    return absl::DataLossError("index of another Xapian format: " + e.get_msg());
  } catch (const Xapian::DatabaseCorruptError& e) {
    return absl::DataLossError("damaged index: " + e.get_msg());
  } catch (const Xapian::DatabaseNotFoundError& e) {
    return absl::NotFoundError("no index: " + e.get_msg());
  } catch (const Xapian::DatabaseOpeningError& e) {
    return absl::DataLossError("index cannot be opened: " + e.get_msg());
  } catch (const Xapian::DocNotFoundError& e) {
    return absl::NotFoundError(e.get_msg());
  } catch (const Xapian::QueryParserError&) {
    return InvalidField("query", "cannot be read as a query");
  } catch (const Xapian::WildcardError&) {
    return InvalidField("query", "a prefix matches too many words; write more letters");
  } catch (const Xapian::Error& e) {
    return absl::InternalError(std::string("index: ") + e.get_type() + ": " + e.get_msg());
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("index: out of memory");
  } catch (const std::exception& e) {
    return absl::InternalError(std::string("index: ") + e.what());
  }
}

// Runs `work` and turns its exceptions into a status. `work` returns void, absl::Status,
// absl::StatusOr<T>, or a value T (then Guard returns StatusOr<T>).
template <typename Work>
auto Guard(Work&& work) {
  using Result = std::invoke_result_t<Work>;
  if constexpr (std::is_void_v<Result>) {
    try {
      work();
      return absl::OkStatus();
    } catch (...) {
      return StatusOfCurrentException();
    }
  } else if constexpr (std::is_constructible_v<Result, absl::Status>) {
    try {
      return Result(work());
    } catch (...) {
      return Result(StatusOfCurrentException());
    }
  } else {
    using Wrapped = absl::StatusOr<Result>;
    try {
      return Wrapped(work());
    } catch (...) {
      return Wrapped(StatusOfCurrentException());
    }
  }
}

}  // namespace setara
