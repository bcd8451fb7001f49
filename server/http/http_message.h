// A request and an answer of HTTP as plain values, so that the protocol above knows no library.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace setara {

// Names in lower case, values as received, in the order of the message.
using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;  // as sent: "POST"
  std::string path;    // as sent, nothing decoded; without "?"
  std::string query;   // as sent, after the first "?"; empty also where there is a bare "?"
  HttpHeaders headers;
  std::string body;                // as received, still compressed
  std::string peer;                // numeric address of the connection, without the port
  std::string client_certificate;  // as Credentials::client_certificate
};

struct HttpResponse {
  int status = 200;
  HttpHeaders headers;
  std::string body;
};

// Every value under `name` (lower case).
inline std::vector<std::string_view> ValuesOf(const HttpHeaders& headers, std::string_view name) {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : headers) {
    if (key == name) values.emplace_back(value);
  }
  return values;
}

// The first value under `name` (lower case); empty: none.
inline std::string_view ValueOf(const HttpHeaders& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return "";
}

}  // namespace setara
