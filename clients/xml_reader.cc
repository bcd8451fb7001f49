#include "clients/xml_reader.h"

#include <exception>
#include <orcus/sax_parser.hpp>

namespace setara {
namespace {

// The library reports its errors by exceptions; leaving early goes the same way.
struct Stopped : std::exception {};

class Handler : public orcus::sax_handler {
 public:
  explicit Handler(XmlVisitor& visitor) : visitor_(visitor) {}

  void end_declaration(std::string_view) { attributes_.Clear(); }
  // Comes before the element that it belongs to.
  void attribute(const orcus::sax::parser_attribute& attribute) {
    attributes_.Add(attribute.name, attribute.value);
  }
  void start_element(const orcus::sax::parser_element& element) {
    if (!visitor_.Start(element.name, attributes_)) throw Stopped();
    attributes_.Clear();
    open_.emplace_back(element.name);
  }
  void end_element(const orcus::sax::parser_element& element) {
    // The library does not hold an end against its beginning.
    if (open_.empty() || open_.back() != element.name) throw Stopped();
    open_.pop_back();
    if (!visitor_.End(element.name)) throw Stopped();
  }
  void characters(std::string_view text, bool) {
    if (!visitor_.Text(text)) throw Stopped();
  }

  bool complete() const { return open_.empty(); }

 private:
  XmlVisitor& visitor_;
  XmlAttributes attributes_;
  std::vector<std::string> open_;
};

}  // namespace

bool ReadXml(std::string_view xml, XmlVisitor& visitor) {
  Handler handler(visitor);
  try {
    orcus::sax_parser<Handler> parser(xml.data(), xml.size(), handler);
    parser.parse();
    if (!handler.complete()) return false;
  } catch (const std::exception&) {
    return false;
  }
  return true;
}

}  // namespace setara
