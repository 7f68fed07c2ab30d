import QtQuick

// The colours one look is made of. Text pairs hold 7:1 and the edges of controls 3:1; a test
// computes both.
QtObject {
    // Grounds
    required property color paper
    required property color card
    required property color chosen

    // Text
    required property color ink
    required property color secondary

    // Lines: faint around what only says something, clear around what can be touched
    required property color line
    required property color edge

    // "Do this"
    required property color primary
    required property color primaryEdge
    required property color onPrimary

    // Only the call button
    required property color call
    required property color callEdge
    required property color onCall

    // Only the sentence being said
    required property color amber

    // Only "someone has it"
    required property color leaf
    required property color leafGround

    // Pictures beside words, and the edge of what is chosen
    required property color sun
    required property color accent
    required property color focus
}
