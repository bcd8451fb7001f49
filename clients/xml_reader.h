// Walks through an XML text. The one place where liborcus is used; its parser expands no entities
// but the five of XML and numbers, so that a text cannot grow while it is read. A reference to any
// other is malformed here.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace setara {

// Attributes of one element, prefixes of names left out.
class XmlAttributes {
 public:
  void Add(std::string_view name, std::string_view value) { pairs_.emplace_back(name, value); }
  void Clear() { pairs_.clear(); }
  // "" when it is not there.
  std::string_view Get(std::string_view name) const {
    for (const auto& [key, value] : pairs_) {
      if (key == name) return value;
    }
    return "";
  }

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

// What a reader does with each piece. Names come without their prefix. False stops the walk.
class XmlVisitor {
 public:
  virtual ~XmlVisitor() = default;
  virtual bool Start(std::string_view element, const XmlAttributes& attributes) = 0;
  virtual bool End(std::string_view element) = 0;
  virtual bool Text(std::string_view text) = 0;
};

// False: malformed, or stopped.
bool ReadXml(std::string_view xml, XmlVisitor& visitor);

}  // namespace setara
