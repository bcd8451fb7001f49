// A client that sends the bytes it is told to, right or wrong, over a real socket.
#pragma once

#include <string>
#include <string_view>

#include "server/http/http_message.h"

namespace setara {

class RawClient {
 public:
  // Connects to 127.0.0.1; a failure fails the test.
  explicit RawClient(int port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False: the server has closed the connection.
  bool Send(std::string_view bytes);
  // No more to be sent; answers can still be read.
  void EndSending();

  // The next answer; status 0: the connection ended before it was whole. head: the answer is to a
  // HEAD request and has no body.
  HttpResponse Read(bool head = false);
  // Reads what is left; true once the server has closed the connection.
  bool Ends();

 private:
  bool More();

  int socket_;
  std::string buffer_;
};

// One request with the headers that every one needs; `headers` in lines with CRLF.
std::string Post(std::string_view path, std::string_view body, std::string_view headers = "");
std::string Get(std::string_view target, std::string_view headers = "");

// Sends one request on a connection of its own and reads the answer.
HttpResponse Ask(int port, std::string_view bytes);

}  // namespace setara
