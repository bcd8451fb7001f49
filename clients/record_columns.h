// Records as flat rows whose columns the import reads back ("setara" mapping).
#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <vector>

namespace setara {

// The columns of a kind of record: the fields of the contract that are not output only, members of
// a message as "outer.inner".
std::vector<std::string> RecordColumns(const google::protobuf::Descriptor* type);

// The values in the order of RecordColumns: days as YYYY-MM-DD, lists of texts with ";" between
// (as JSON where an item has one), lists of messages as JSON, absent values empty. A present and
// empty message whose only member is a list ("licences": asked, has none) is "[]".
std::vector<std::string> RecordCells(const google::protobuf::Message& record);

// One line of proto3 JSON without the output only fields.
std::string RecordJson(const google::protobuf::Message& record);

}  // namespace setara
