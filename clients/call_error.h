// A failed call in words: what is wrong, where, and what to do. Pure; thread-safe.
#pragma once

#include <grpcpp/support/status.h>

#include <functional>
#include <string>

#include "clients/language.h"
#include "google/rpc/error_details.pb.h"

namespace setara {

// Where a field of a request stands in the user's file, "F.json:3:7"; "" when not known.
using FieldPlace = std::function<std::string(const std::string& field)>;

// Several lines, each ended. The fields come from BadRequest in the details of the status, advice
// from its code and the reason in ErrorInfo.
// server: the address called, for the advice when it cannot be reached.
std::string CallErrorText(TextLanguage language, const grpc::Status& status,
                          const std::string& server, const FieldPlace& place);

// Reason and metadata of a refused call; empty where it has none.
google::rpc::ErrorInfo ErrorInfoOf(const grpc::Status& status);

}  // namespace setara
