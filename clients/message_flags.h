// Flags that fill a message of the contract field by field, told by a table: the kind of a flag
// follows from the kind of its field. For messages with many fields that people enter by hand.
#pragma once

#include <google/protobuf/message.h>

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace setara {

struct FieldFlag {
  // "--on"; "party" is an argument without a name; "--fit,!--unfit" says yes or no.
  std::string name;
  // Of the message, "on"; "communication.modes" lies in a message within.
  std::string field;
  std::string help;
  bool required = false;  // where no file gives it; see RequireAll
  // "employers": ID reads as employers/ID.
  std::string collection = {};
  // A repeated text may hold commas and is given once a flag, instead of several between commas.
  bool sentence = false;
};

// The flags of one message. Lives as long as the command line is read and its command runs. Not
// thread-safe.
class MessageFlags {
 public:
  // message: filled when the command line is read; outlives this.
  explicit MessageFlags(google::protobuf::Message* message) : message_(message) {}
  MessageFlags(const MessageFlags&) = delete;
  MessageFlags& operator=(const MessageFlags&) = delete;

  // Adds the flag to `command`, its help completed with what may stand there. Days, instants,
  // enums, numbers, texts, yes or no, codes between commas, and the items of message_items.h. What
  // is no such value is refused when the command line is read (CLI::ValidationError); whether the
  // day or the code exists the server says. The field must exist and be of a kind named here.
  CLI::Option* Add(CLI::App* command, const FieldFlag& flag);

  // Throws CLI::RequiredError for the first required flag that was not given.
  void RequireAll() const;

  // Puts `file` below what the flags gave: a flag wins over the file, and the items of a list
  // follow the file's. file is of the same type.
  void MergeOver(const google::protobuf::Message& file);

  // What was typed for a field of a request, for errors: "--on 2026-02-31" for
  // "event.visit_made.on". The path may begin with any members before the message's own. "": not
  // given by a flag.
  std::string PlaceOf(std::string_view request_field) const;

 private:
  struct Given {
    std::string path;  // "capacities[0]"; of a list that was given as a whole, without number
    std::string text;  // "--capacity F99=1"
  };

  const google::protobuf::FieldDescriptor* Resolve(const std::string& path,
                                                   google::protobuf::Message** parent) const;
  void Take(const FieldFlag& flag, const std::string& text);

  google::protobuf::Message* message_;
  std::vector<Given> given_;
  std::vector<std::pair<std::string, CLI::Option*>> required_;  // name as typed
};

}  // namespace setara
