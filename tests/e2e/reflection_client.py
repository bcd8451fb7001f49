"""Calls a server of which it knows only the address: services, messages and fields come from
reflection (grpc.reflection.v1alpha, whose own messages are spelled out below, since Debian has no
package of them)."""

import os
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

FIELD = descriptor_pb2.FieldDescriptorProto
PACKAGE = "grpc.reflection.v1alpha"
REFLECT = f"/{PACKAGE}.ServerReflection/ServerReflectionInfo"


def add_message(file, name, *fields):
    """fields: (name, number, type or message name, repeated)."""
    message = file.message_type.add(name=name)
    for field_name, number, kind, repeated in fields:
        field = message.field.add(name=field_name, number=number)
        field.label = FIELD.LABEL_REPEATED if repeated else FIELD.LABEL_OPTIONAL
        if isinstance(kind, str):
            field.type, field.type_name = FIELD.TYPE_MESSAGE, f".{PACKAGE}.{kind}"
        else:
            field.type = kind


def reflection_messages():
    file = descriptor_pb2.FileDescriptorProto(
        name="reflection.proto", package=PACKAGE, syntax="proto3")
    add_message(file, "ServerReflectionRequest",
                ("file_by_filename", 3, FIELD.TYPE_STRING, False),
                ("file_containing_symbol", 4, FIELD.TYPE_STRING, False),
                ("list_services", 7, FIELD.TYPE_STRING, False))
    add_message(file, "FileDescriptorResponse",
                ("file_descriptor_proto", 1, FIELD.TYPE_BYTES, True))
    add_message(file, "ServiceResponse", ("name", 1, FIELD.TYPE_STRING, False))
    add_message(file, "ListServiceResponse", ("service", 1, "ServiceResponse", True))
    add_message(file, "ServerReflectionResponse",
                ("file_descriptor_response", 4, "FileDescriptorResponse", False),
                ("list_services_response", 6, "ListServiceResponse", False))
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return (message_class(pool, f"{PACKAGE}.ServerReflectionRequest"),
            message_class(pool, f"{PACKAGE}.ServerReflectionResponse"))


def message_class(pool, name):
    return message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName(name))


class Client:
    def __init__(self, address):
        self.channel = grpc.insecure_channel(address, options=[("grpc.enable_http_proxy", 0)])
        self.pool = descriptor_pool.DescriptorPool()
        self.files = set()
        self.request, self.response = reflection_messages()
        self.services = [
            service.name
            for service in self.reflect(list_services="*").list_services_response.service]
        for service in self.services:
            if service.startswith("setara."):
                self.add_files(self.reflect(file_containing_symbol=service))

    def reflect(self, **what):
        stream = self.channel.stream_stream(
            REFLECT, request_serializer=self.request.SerializeToString,
            response_deserializer=self.response.FromString)
        return next(iter(stream(iter([self.request(**what)]), timeout=60)))

    def add_files(self, answer):
        """Adds the files of an answer, each after those that it imports."""
        for data in answer.file_descriptor_response.file_descriptor_proto:
            file = descriptor_pb2.FileDescriptorProto.FromString(data)
            if file.name in self.files:
                continue
            self.files.add(file.name)
            for imported in file.dependency:
                if imported not in self.files:
                    self.add_files(self.reflect(file_by_filename=imported))
            self.pool.Add(file)

    def call(self, service, method, request, metadata=None):
        """The answer as a dict, and the trailing metadata."""
        found = self.pool.FindServiceByName(f"setara.v1.{service}").methods_by_name[method]
        ask = message_class(self.pool, found.input_type.full_name)
        answer = message_class(self.pool, found.output_type.full_name)
        signed_in = [("authorization", "Bearer " + os.environ["SETARA_TOKEN"])]
        response, call = self.channel.unary_unary(
            f"/setara.v1.{service}/{method}", request_serializer=ask.SerializeToString,
            response_deserializer=answer.FromString).with_call(
                json_format.ParseDict(request, ask()), timeout=60,
                metadata=signed_in + (metadata or []))
        return json_format.MessageToDict(response), dict(call.trailing_metadata())


def check(condition, what):
    if not condition:
        sys.exit(f"reflection_client: {what}")


def main(address):
    client = Client(address)
    check(sum(s.startswith("setara.v1.") for s in client.services) >= 10,
          f"services: {client.services}")

    vocabulary, _ = client.call("ReferenceService", "GetVocabulary", {})
    check(len(vocabulary["functions"]) == 32, "32 functions")
    check(len(vocabulary["accommodations"]) == 60, "60 accommodations")

    opening, trailing = client.call(
        "OpeningService", "CreateOpening",
        {"opening": {"title": "Teknisi Listrik", "regionCode": "33.72"}})
    token = trailing["setara-consistency-token"]
    found, _ = client.call("OpeningService", "SearchOpenings", {"query": "listrik"},
                           metadata=[("setara-consistency-token", token)])
    check([hit["opening"]["name"] for hit in found["hits"]] == [opening["name"]],
          f"search found {found}")

    try:
        client.call("OpeningService", "CreateOpening", {"opening": {"regionCode": "99"}})
        check(False, "an opening without title was accepted")
    except grpc.RpcError as error:
        check(error.code() == grpc.StatusCode.INVALID_ARGUMENT, f"code {error.code()}")
        details = dict(error.trailing_metadata())["grpc-status-details-bin"]
        check(b"google.rpc.BadRequest" in details and b"opening.title" in details,
              "details name the field")


main(sys.argv[1])
