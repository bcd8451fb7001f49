#include "tests/server/http/raw_client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

namespace setara {
namespace {

// Only so that a server that hangs fails the test; no expectation depends on it.
constexpr int kPatienceSeconds = 60;

std::string Lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(tolower(c)); });
  return text;
}

}  // namespace

RawClient::RawClient(int port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const timeval patience{kPatienceSeconds, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
}

RawClient::~RawClient() { close(socket_); }

bool RawClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

void RawClient::EndSending() { shutdown(socket_, SHUT_WR); }

bool RawClient::More() {
  char bytes[16384];
  const ssize_t got = recv(socket_, bytes, sizeof bytes, 0);
  if (got <= 0) return false;
  buffer_.append(bytes, static_cast<size_t>(got));
  return true;
}

HttpResponse RawClient::Read(bool head) {
  HttpResponse out{0, {}, ""};
  size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!More()) return out;
  }
  std::string lines = buffer_.substr(0, end + 2);
  buffer_.erase(0, end + 4);
  HttpResponse answer;
  answer.status = std::atoi(lines.substr(9, 3).c_str());
  for (size_t at = lines.find("\r\n") + 2; at < lines.size();) {
    const std::string line = lines.substr(at, lines.find("\r\n", at) - at);
    at += line.size() + 2;
    const size_t colon = line.find(": ");
    answer.headers.emplace_back(Lower(line.substr(0, colon)), line.substr(colon + 2));
  }
  if (answer.status == 100) return answer;
  const size_t size =
      head ? 0
           : std::strtoul(std::string(ValueOf(answer.headers, "content-length")).c_str(), nullptr,
                          10);
  while (buffer_.size() < size) {
    if (!More()) return out;
  }
  answer.body = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return answer;
}

bool RawClient::Ends() {
  char bytes[16384];
  ssize_t got = 0;
  do {
    got = recv(socket_, bytes, sizeof bytes, 0);
  } while (got > 0);
  return got == 0 || errno == ECONNRESET;
}

std::string Post(std::string_view path, std::string_view body, std::string_view headers) {
  return "POST " + std::string(path) +
         " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n" + std::string(headers) + "\r\n" + std::string(body);
}

std::string Get(std::string_view target, std::string_view headers) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(headers) +
         "\r\n";
}

HttpResponse Ask(int port, std::string_view bytes) {
  RawClient client(port);
  client.Send(bytes);
  return client.Read(bytes.starts_with("HEAD "));
}

}  // namespace setara
